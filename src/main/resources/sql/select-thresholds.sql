-- At how many left each shop of a chat is low, and how many of its listings have a number of their own.
SELECT s.seller_id, s.shop_name,
       COALESCE(s.low_threshold, CAST(:usualThreshold AS INTEGER)) AS threshold,
       (SELECT COUNT(*) FROM listing l WHERE l.seller_id = s.seller_id AND l.low_threshold IS NOT NULL) AS own
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
WHERE c.channel = :channel AND c.address = :address
ORDER BY x.since, s.seller_id
