-- At how many left a listing is low to this chat, if it watches its shop: by its own number, by that of its shop, and a row
-- for each of its variations that has a quantity of its own, with the variation's number.
SELECT l.listing_id, l.seller_id, l.title, w.low_threshold AS own,
       COALESCE(x.low_threshold, CAST(:usualThreshold AS INTEGER)) AS of_shop,
       CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END AS variation, o.name,
       v.low_threshold AS of_variation
FROM listing l
JOIN subscription x ON x.seller_id = l.seller_id
JOIN chat c ON c.id = x.chat_id
LEFT JOIN offering o ON o.listing_id = l.listing_id AND o.quantity IS NOT NULL
LEFT JOIN listing_wish w ON w.chat_id = c.id AND w.listing_id = l.listing_id AND w.variation = 0
LEFT JOIN listing_wish v ON v.chat_id = c.id AND v.listing_id = l.listing_id
  AND v.variation = CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END
WHERE c.channel = :channel AND c.address = :address AND l.listing_id = CAST(:listingId AS BIGINT)
ORDER BY o.name, 6
