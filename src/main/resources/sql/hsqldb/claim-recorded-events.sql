-- Recorded in this transaction: nobody else sees them yet.
UPDATE stock_event
SET lease_owner = :claim, lease_until = CURRENT_TIMESTAMP + INTERVAL '25' SECOND, attempts = attempts + 1
WHERE event_key IN (:eventKeys)
  AND described_at IS NULL AND lease_until IS NULL
