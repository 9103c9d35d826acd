-- What has not been delivered, the oldest first, and when each may be tried next. Of many, most are not looked at.
SELECT a.id, a.state, c.channel, c.address, COALESCE(a.topic, x.topic) AS topic, e.kind, e.listing_id, e.title, e.skus, a.created_at, a.attempts,
       COALESCE(a.trouble, 'waits: ' || a.held) AS trouble,
       CASE WHEN a.due_at > c.hold_until THEN a.due_at ELSE c.hold_until END AS next_try, CURRENT_TIMESTAMP AS now
FROM (SELECT id FROM alert WHERE state IN (:states) ORDER BY id LIMIT :limit) f
JOIN alert a ON a.id = f.id
JOIN chat c ON c.id = a.chat_id
LEFT JOIN stock_event e ON e.id = a.event_id
LEFT JOIN subscription x ON x.chat_id = a.chat_id AND x.seller_id = e.seller_id
ORDER BY a.id
