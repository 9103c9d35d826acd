-- One alert for the operator's own channel.
INSERT INTO alert (chat_id, event_id, due_at)
SELECT c.id, e.id, CURRENT_TIMESTAMP + CAST(:#holdSeconds AS INTEGER) * INTERVAL '1' SECOND
FROM stock_event e, chat c
WHERE e.id = :#${variable.event[id]} AND c.channel = :#channel AND c.address = :#address
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.event_id = e.id AND a.chat_id = c.id)
