-- One alert for each chat that is subscribed to the event's seller; of what is back only for those that asked for it. A
-- retired chat is owed it when it comes back; one that has just come back gets it with what else it missed.
INSERT INTO alert (chat_id, event_id, due_at, state, closed_at, missed)
SELECT s.chat_id, e.id,
       GREATEST(CURRENT_TIMESTAMP + CAST(:#holdSeconds AS INTEGER) * INTERVAL '1' SECOND,
                COALESCE(c.returned_at + INTERVAL '2' MINUTE, CURRENT_TIMESTAMP)),
       TRIM(CASE WHEN c.retired_at IS NULL THEN 'due' ELSE 'retired' END),
       CASE WHEN c.retired_at IS NOT NULL THEN GREATEST(CURRENT_TIMESTAMP, c.retired_at) END,
       CASE WHEN COALESCE(c.retired_at, c.returned_at) IS NULL THEN FALSE ELSE TRUE END
FROM stock_event e
JOIN subscription s ON s.seller_id = e.seller_id
JOIN chat c ON c.id = s.chat_id
WHERE e.id = :#${variable.event[id]}
  AND (e.kind <> 'restocked' OR s.restocks = TRUE)
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.event_id = e.id AND a.chat_id = s.chat_id)
