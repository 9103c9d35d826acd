-- What is low of a shop when the bot begins to keep that counts as told: to its chats, and to the operator's channels,
-- which have the usual threshold.
INSERT INTO low_told (chat_id, listing_id, variation, seller_id, event_id)
SELECT r.chat_id, l.listing_id, COALESCE(CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END, 0), l.seller_id, 0
FROM (SELECT x.chat_id, x.low_threshold FROM subscription x WHERE x.seller_id = :sellerId
      UNION ALL
      SELECT c.id, CAST(NULL AS INTEGER) FROM chat c WHERE c.address = 'operator') r
JOIN listing l ON l.seller_id = :sellerId AND l.state = 'active'
LEFT JOIN offering o ON o.listing_id = l.listing_id AND o.quantity IS NOT NULL
LEFT JOIN listing_wish w ON w.chat_id = r.chat_id AND w.listing_id = l.listing_id AND w.variation = 0
LEFT JOIN listing_wish v ON v.chat_id = r.chat_id AND v.listing_id = l.listing_id
  AND v.variation = CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END
WHERE COALESCE(o.quantity, l.quantity) > 0
  AND COALESCE(o.quantity, l.quantity)
      <= COALESCE(v.low_threshold, w.low_threshold, r.low_threshold, CAST(:usualThreshold AS INTEGER))
  AND NOT EXISTS (SELECT 1 FROM low_told t WHERE t.chat_id = r.chat_id AND t.listing_id = l.listing_id
                                             AND t.variation = COALESCE(CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END, 0))
