-- At how many left each shop of a chat is low to it, and how many of its listings have a number of their own. restocks:
-- whether the chat hears of what is back in stock.
SELECT s.seller_id, s.shop_name, x.restocks,
       COALESCE(x.low_threshold, CAST(:usualThreshold AS INTEGER)) AS threshold,
       (SELECT COUNT(DISTINCT w.listing_id)
        FROM listing_wish w JOIN listing l ON l.listing_id = w.listing_id AND l.seller_id = x.seller_id
        WHERE w.chat_id = x.chat_id AND w.low_threshold IS NOT NULL) AS own
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
WHERE c.channel = :channel AND c.address = :address
ORDER BY x.since, s.seller_id
