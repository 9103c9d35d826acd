-- At or below how many something of a seller is low to each chat that hears of it: a row a chat, and one for each
-- listing or variation that has a number of its own there.
SELECT x.chat_id, x.low_threshold AS of_shop, w.listing_id, w.variation, w.low_threshold
FROM subscription x
LEFT JOIN listing_wish w ON w.chat_id = x.chat_id AND w.low_threshold IS NOT NULL
WHERE x.seller_id = :sellerId
