-- What was last seen of the variations of those listings whose alerts are about variations. All alerts are of one chat;
-- low_threshold: what it chose for the variation.
SELECT DISTINCT o.listing_id, o.product_id,
       CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END AS variation, o.quantity, o.hidden,
       v.low_threshold
FROM alert a
JOIN stock_event e ON e.id = a.event_id AND e.offerings IS NOT NULL
JOIN offering o ON o.listing_id = e.listing_id
LEFT JOIN listing_wish v ON v.chat_id = a.chat_id AND v.listing_id = o.listing_id
  AND v.variation = CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END
WHERE a.id IN (:ids)
