-- What is owed because of an event, with its chats.
SELECT c.id, c.channel, c.address, COALESCE(c.language_chosen, c.language) AS language, c.closed_tries,
       (SELECT COUNT(*) FROM subscription y WHERE y.chat_id = c.id) AS shops, a.due_at AS next_try,
       CURRENT_TIMESTAMP AS now,
       a.id AS alert_id, x.topic, e.kind, e.listing_id, e.title, COALESCE(e.shop_name, s.shop_name) AS shop_name, e.url,
       e.quantity, e.skus, e.skus_missing, e.offerings, a.offerings AS own_offerings,
       e.event_key, e.seller_id, s.shop_id, e.quantity_before, e.noticed_at, a.created_at
FROM alert a
JOIN chat c ON c.id = a.chat_id
JOIN stock_event e ON e.id = a.event_id
JOIN seller s ON s.seller_id = e.seller_id
LEFT JOIN subscription x ON x.chat_id = a.chat_id AND x.seller_id = e.seller_id
WHERE a.event_id = :event
ORDER BY a.id
