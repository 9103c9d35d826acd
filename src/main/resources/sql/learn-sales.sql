-- How often a listing sells, as a look has just learned, and when a sweep is to see it next; null when it is not for sale.
UPDATE listing
SET sold = CAST(:#${body.rate.sold} AS DOUBLE PRECISION), sold_days = CAST(:#${body.rate.days} AS DOUBLE PRECISION),
    sold_at = CURRENT_TIMESTAMP, seen_at = CURRENT_TIMESTAMP, suspected_at = NULL,
    sweep_at = CURRENT_TIMESTAMP + CAST(:#${body.sweepMillis} AS BIGINT) * INTERVAL '0.001' SECOND
WHERE listing_id = :#${body.listingId} AND seller_id = :#${variable.shop[seller_id]}
