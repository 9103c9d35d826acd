-- A node that finds that the pace allows a sweep makes it; one at a time.
UPDATE look_pace SET lease_owner = :claim, lease_until = CURRENT_TIMESTAMP + INTERVAL '25' SECOND
WHERE name = 'sweeps' AND free_at <= CURRENT_TIMESTAMP
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)
