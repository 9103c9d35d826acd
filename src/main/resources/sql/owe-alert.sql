-- What one chat is to hear of an event, once.
INSERT INTO alert (chat_id, event_id, offerings, due_at)
SELECT c.id, e.id, CAST(:#offerings AS VARCHAR(16000)),
       CURRENT_TIMESTAMP + CAST(:#holdSeconds AS INTEGER) * INTERVAL '1' SECOND
FROM stock_event e, chat c
WHERE e.id = :#event AND c.id = :#chat
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.event_id = e.id AND a.chat_id = c.id)
