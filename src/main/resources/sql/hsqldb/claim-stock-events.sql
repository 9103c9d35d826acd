-- The lease condition stands twice: only the outer one is sure to be checked again after waiting for a row.
UPDATE stock_event
SET lease_owner = :claim, lease_until = CURRENT_TIMESTAMP + INTERVAL '25' SECOND, attempts = attempts + 1
WHERE id IN (
    SELECT id FROM stock_event
    WHERE described_at IS NULL AND due_at <= CURRENT_TIMESTAMP
      AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)
    ORDER BY id FETCH FIRST :most ROWS ONLY)
  AND described_at IS NULL
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)
