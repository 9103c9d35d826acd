-- The shops of a chat in which somebody logged in for them, and whether Etsy lets nobody read them now.
SELECT s.seller_id, s.shop_name, CASE WHEN w.paused_at IS NOT NULL THEN TRUE ELSE FALSE END AS paused
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
LEFT JOIN shop_watch w ON w.seller_id = x.seller_id
WHERE c.channel = :channel AND c.address = :address AND x.invited_by IS NULL
ORDER BY x.since, s.seller_id
