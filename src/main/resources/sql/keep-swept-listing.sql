-- What a sweep saw of a listing. One that a look has recorded meanwhile is left as that saw it.
-- One that may have crossed a line keeps what was known of it: the look compares with that.
UPDATE listing
SET quantity = CAST(:#${body.quantity} AS INTEGER),
    sold = CAST(:#${body.rate.sold} AS DOUBLE PRECISION), sold_days = CAST(:#${body.rate.days} AS DOUBLE PRECISION),
    sold_at = CASE WHEN :#${body.learned} = TRUE THEN CURRENT_TIMESTAMP ELSE sold_at END,
    seen_at = CASE WHEN :#${body.suspected} = TRUE OR :#${body.asked} = FALSE THEN seen_at ELSE CURRENT_TIMESTAMP END,
    suspected_at = CASE WHEN :#${body.suspected} = TRUE THEN CURRENT_TIMESTAMP ELSE suspected_at END,
    sweep_at = CURRENT_TIMESTAMP + CAST(:#${body.sweepMillis} AS BIGINT) * INTERVAL '0.001' SECOND
WHERE listing_id = :#${body.listingId} AND sweep_at IS NOT NULL
  AND (quantity = CAST(:#${body.before} AS INTEGER)
       OR (quantity IS NULL AND CAST(:#${body.before} AS INTEGER) IS NULL))
