SELECT listing_id, quantity FROM offering WHERE listing_id IN (:ids)
