UPDATE listing SET missing_since = CURRENT_TIMESTAMP, sweep_at = NULL, suspected_at = NULL
WHERE listing_id = :listingId AND seller_id = :sellerId AND missing_since IS NULL
