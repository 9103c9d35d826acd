-- What was last seen of the variations of some listings.
SELECT listing_id, product_id, variation, quantity, hidden FROM offering WHERE listing_id IN (:listings)
