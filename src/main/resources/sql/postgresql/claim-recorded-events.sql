-- Recorded in this transaction: nobody else sees them yet. It began a while ago, so the lease counts from now.
UPDATE stock_event
SET lease_owner = :claim, lease_until = CLOCK_TIMESTAMP() + INTERVAL '25' SECOND, attempts = attempts + 1
WHERE event_key IN (:eventKeys)
  AND described_at IS NULL AND lease_until IS NULL
