-- The alerts that a message told, what became of each, and how its listing is now. What of it is low still, see
-- select-lows-of-listings.
SELECT t.alert_id, t.changes, t.state, t.left_then, t.offerings_then, t.offerings AS offerings_told, t.changed_at, t.together, t.said, t.tries, t.on_it, t.person, t.person_at,
       a.held, a.missed, a.alone, a.came_back, a.closed_at, x.topic,
       e.kind, e.listing_id, COALESCE(l.title, e.title) AS title, COALESCE(e.shop_name, s.shop_name) AS shop_name,
       COALESCE(l.url, e.url) AS url, t.quantity, e.skus, e.skus_missing, e.offerings, a.offerings AS own_offerings,
       e.event_key, e.seller_id, s.shop_id, e.quantity_before, e.noticed_at, a.created_at,
       l.state AS state_now, CASE WHEN l.missing_since IS NULL THEN l.quantity END AS quantity_now,
       CASE WHEN l.listing_id IS NULL OR l.missing_since IS NOT NULL THEN 1 ELSE 0 END AS is_gone
FROM told_alert t
JOIN alert a ON a.id = t.alert_id
JOIN stock_event e ON e.id = a.event_id
LEFT JOIN seller s ON s.seller_id = e.seller_id
LEFT JOIN subscription x ON x.chat_id = t.chat_id AND x.seller_id = e.seller_id
LEFT JOIN listing l ON l.listing_id = t.listing_id
WHERE t.chat_id = :chat AND t.message_id = :messageId
ORDER BY t.alert_id
