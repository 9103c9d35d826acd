-- A chat that waits because a send failed, which is a minute at most, or for want of rights, waits no longer; one that
-- Telegram told to wait for longer does.
UPDATE chat SET hold_until = CURRENT_TIMESTAMP
WHERE hold_until > CURRENT_TIMESTAMP
  AND (hold_until <= CURRENT_TIMESTAMP + INTERVAL '1' MINUTE OR closed_at IS NOT NULL)
  AND id IN (SELECT a.chat_id FROM alert a
             WHERE a.state IN (:states) AND a.attempts > 0 AND (a.id IN (:ids) OR :everything = TRUE))
