-- What is low of a shop when one more chat subscribes to it counts as told to that chat.
INSERT INTO low_told (chat_id, listing_id, variation, seller_id, event_id)
SELECT c.id, l.listing_id, COALESCE(CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END, 0), l.seller_id, 0
FROM chat c
JOIN subscription x ON x.chat_id = c.id
JOIN listing l ON l.seller_id = x.seller_id AND l.state = 'active'
LEFT JOIN offering o ON o.listing_id = l.listing_id AND o.quantity IS NOT NULL
LEFT JOIN listing_wish w ON w.chat_id = c.id AND w.listing_id = l.listing_id AND w.variation = 0
LEFT JOIN listing_wish v ON v.chat_id = c.id AND v.listing_id = l.listing_id
  AND v.variation = CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END
WHERE c.channel = :channel AND c.address = :address AND x.seller_id = :sellerId
  AND COALESCE(o.quantity, l.quantity) > 0
  AND COALESCE(o.quantity, l.quantity)
      <= COALESCE(v.low_threshold, w.low_threshold, x.low_threshold, CAST(:usualThreshold AS INTEGER))
  AND NOT EXISTS (SELECT 1 FROM low_told t WHERE t.chat_id = c.id AND t.listing_id = l.listing_id
                                             AND t.variation = COALESCE(CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END, 0))
