UPDATE look_pace
SET lease_owner = NULL, lease_until = NULL, free_at = CURRENT_TIMESTAMP + INTERVAL '10' SECOND
WHERE name = 'sweeps' AND lease_owner = :claim
