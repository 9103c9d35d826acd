-- One node at a time has it, and keeps it by asking on.
UPDATE node_lease
SET lease_owner = :owner,
    lease_until = CURRENT_TIMESTAMP + CAST(:leaseSeconds AS BIGINT) * INTERVAL '1' SECOND
WHERE name = :leaseName
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP OR lease_owner = :owner)
