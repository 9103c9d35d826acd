-- A chat that waits because a send failed waits no longer; one that Telegram told to wait does.
UPDATE chat SET hold_until = CURRENT_TIMESTAMP
WHERE hold_until > CURRENT_TIMESTAMP
  AND id IN (SELECT a.chat_id FROM alert a
             WHERE a.state IN (:#in:states) AND a.attempts > 0 AND (a.id IN (:#in:ids) OR :#everything = TRUE))
