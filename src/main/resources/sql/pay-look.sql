-- The look that was claimed takes calls, and the next waits for as many to come. What was not used is not saved up.
UPDATE look_pace
SET free_at = GREATEST(free_at, CURRENT_TIMESTAMP - INTERVAL '5' SECOND)
      + (SELECT CAST(COALESCE(SUM(w.calls), 0) AS BIGINT)
         FROM shop_watch w WHERE w.lease_until IS NOT NULL AND w.lease_owner = :claim)
        * CAST(:millis AS BIGINT) * INTERVAL '0.001' SECOND
WHERE name = 'looks'
