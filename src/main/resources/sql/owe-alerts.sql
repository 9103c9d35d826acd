-- One alert for each chat that is subscribed to the event's seller; of what is back only for those that asked for it.
INSERT INTO alert (chat_id, event_id, due_at)
SELECT s.chat_id, e.id, CURRENT_TIMESTAMP + CAST(:#holdSeconds AS INTEGER) * INTERVAL '1' SECOND
FROM stock_event e
JOIN subscription s ON s.seller_id = e.seller_id
JOIN chat c ON c.id = s.chat_id AND c.retired_at IS NULL
WHERE e.id = :#${variable.event[id]}
  AND (e.kind <> 'restocked' OR s.restocks = TRUE)
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.event_id = e.id AND a.chat_id = s.chat_id)
