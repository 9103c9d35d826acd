DELETE FROM offering WHERE listing_id = :listingId
