-- Only for the node that holds the lease. A look at some listings does not put off the turn of their shop.
UPDATE shop_watch
SET looks = looks + 1, looked_at = CURRENT_TIMESTAMP, attempts = 0, failing_since = NULL, trouble = NULL,
    lease_owner = NULL, lease_until = NULL,
    calls = CAST(:usualCalls AS INTEGER),
    listings = CAST(:forSale AS INTEGER),
    seen_at = CASE WHEN :partial = TRUE THEN seen_at ELSE CURRENT_TIMESTAMP END,
    usual_sales = CAST(:usualSales AS DOUBLE PRECISION),
    announced = CAST(:announced AS DOUBLE PRECISION),
    unannounced = CAST(:unannounced AS DOUBLE PRECISION),
    full_look_at = CASE WHEN :whole = TRUE THEN CURRENT_TIMESTAMP ELSE full_look_at END,
    baseline_at = CASE WHEN :baseline = TRUE THEN CURRENT_TIMESTAMP ELSE baseline_at END,
    paused_at = CASE WHEN :collapsed = TRUE THEN paused_at END,
    lows_kept_at = CASE WHEN :collapsed = TRUE THEN lows_kept_at
                        ELSE COALESCE(lows_kept_at, CURRENT_TIMESTAMP) END,
    collapsed_at = CASE WHEN :collapsed = TRUE THEN CURRENT_TIMESTAMP END,
    due_at = CASE
      WHEN :partial = TRUE
        AND due_at < CURRENT_TIMESTAMP + CAST(:nextMillis AS BIGINT) * INTERVAL '0.001' SECOND
        THEN due_at
      ELSE CURRENT_TIMESTAMP + CAST(:nextMillis AS BIGINT) * INTERVAL '0.001' SECOND
    END
WHERE seller_id = :sellerId AND lease_owner = :claim
