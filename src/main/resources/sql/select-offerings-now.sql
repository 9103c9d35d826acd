-- What was last seen of the variations of some listings.
SELECT listing_id, product_id, CASE WHEN variation = 0 THEN product_id ELSE variation END AS variation, quantity, hidden FROM offering WHERE listing_id IN (:listings)
