-- What was last seen of the variations of those listings whose alerts are about variations.
SELECT DISTINCT o.listing_id, o.product_id,
       CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END AS variation, o.quantity, o.hidden
FROM alert a
JOIN stock_event e ON e.id = a.event_id AND e.offerings IS NOT NULL
JOIN offering o ON o.listing_id = e.listing_id
WHERE a.id IN (:ids)
