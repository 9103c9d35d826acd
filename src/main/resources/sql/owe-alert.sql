-- What one chat is to hear of an event, once. A retired chat is owed it when it comes back; one that has just come back gets
-- it with what else it missed.
INSERT INTO alert (chat_id, event_id, offerings, due_at, state, closed_at, missed)
SELECT c.id, e.id, CAST(:offerings AS VARCHAR(16000)),
       GREATEST(CURRENT_TIMESTAMP + CAST(:holdSeconds AS INTEGER) * INTERVAL '1' SECOND,
                COALESCE(c.returned_at + INTERVAL '2' MINUTE, CURRENT_TIMESTAMP)),
       TRIM(CASE WHEN c.retired_at IS NULL THEN 'due' ELSE 'retired' END),
       CASE WHEN c.retired_at IS NOT NULL THEN GREATEST(CURRENT_TIMESTAMP, c.retired_at) END,
       CASE WHEN COALESCE(c.retired_at, c.returned_at) IS NULL THEN FALSE ELSE TRUE END
FROM stock_event e, chat c
WHERE e.id = :event AND c.id = :chat
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.event_id = e.id AND a.chat_id = c.id)
