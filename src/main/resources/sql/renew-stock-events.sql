-- Those of a claim that are not described yet; one that was postponed has no lease any more.
UPDATE stock_event SET lease_until = CURRENT_TIMESTAMP + CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND
WHERE described_at IS NULL AND lease_owner = :owner AND lease_until > CURRENT_TIMESTAMP
