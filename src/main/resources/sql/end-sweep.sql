-- The sweep took calls, and the next waits for as many to come. What was not used is not saved up.
-- One that took so long that another has the lease pays, too, and leaves the lease alone.
UPDATE look_pace
SET lease_until = CASE WHEN lease_owner = :claim THEN NULL ELSE lease_until END,
    lease_owner = CASE WHEN lease_owner = :claim THEN NULL ELSE lease_owner END,
    free_at = GREATEST(free_at, CURRENT_TIMESTAMP - INTERVAL '5' SECOND)
      + CAST(:millis AS BIGINT) * INTERVAL '0.001' SECOND
WHERE name = 'sweeps'
