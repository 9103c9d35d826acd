-- A node of an older version, beside this one during an update, writes rows without a number of the variation.
SELECT o.listing_id, o.product_id, CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END AS variation, o.sku, o.name, o.quantity, o.most_seen, o.hidden
FROM offering o JOIN listing l ON l.listing_id = o.listing_id
WHERE l.seller_id = :sellerId
