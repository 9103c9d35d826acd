-- How often a listing sells, as a look has just learned, and when a sweep is to see it next; null when it is not for sale.
UPDATE listing
SET sold = CAST(:sold AS DOUBLE PRECISION), sold_days = CAST(:soldDays AS DOUBLE PRECISION),
    sold_at = CURRENT_TIMESTAMP, seen_at = CURRENT_TIMESTAMP, suspected_at = NULL,
    sweep_at = CURRENT_TIMESTAMP + CAST(:sweepMillis AS BIGINT) * INTERVAL '0.001' SECOND
WHERE listing_id = :listingId AND seller_id = :sellerId
