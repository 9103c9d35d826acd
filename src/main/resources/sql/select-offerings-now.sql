-- What was last seen of the variations of some listings that have a number of their own.
SELECT listing_id, product_id, sku, name, quantity FROM offering WHERE listing_id IN (:listings) AND quantity IS NOT NULL
