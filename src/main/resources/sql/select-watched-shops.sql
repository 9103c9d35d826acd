-- The shops of a chat, for /status and for the questions before anything is forgotten.
SELECT s.seller_id, s.shop_name, x.since, g.revoked_at,
       (SELECT MAX(read_at) FROM feed_cursor WHERE name = 'listings') AS read_at, CURRENT_TIMESTAMP AS now
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
LEFT JOIN etsy_grant g ON g.seller_id = s.seller_id
WHERE c.channel = :#channel AND c.address = :#address
ORDER BY x.since, s.seller_id
