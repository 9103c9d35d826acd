-- What a sweep saw of a listing. One that a look has recorded meanwhile is left as that saw it.
-- One that may have crossed a line keeps what was known of it: the look compares with that.
UPDATE listing
SET quantity = CAST(:quantity AS INTEGER),
    sold = CAST(:sold AS DOUBLE PRECISION), sold_days = CAST(:soldDays AS DOUBLE PRECISION),
    sold_at = CASE WHEN :learned = TRUE THEN CURRENT_TIMESTAMP ELSE sold_at END,
    seen_at = CASE WHEN :suspected = TRUE OR :asked = FALSE THEN seen_at ELSE CURRENT_TIMESTAMP END,
    suspected_at = CASE WHEN :suspected = TRUE THEN CURRENT_TIMESTAMP ELSE suspected_at END,
    sweep_at = CURRENT_TIMESTAMP + CAST(:sweepMillis AS BIGINT) * INTERVAL '0.001' SECOND
WHERE listing_id = :listingId AND sweep_at IS NOT NULL
  AND (quantity = CAST(:before AS INTEGER)
       OR (quantity IS NULL AND CAST(:before AS INTEGER) IS NULL))
