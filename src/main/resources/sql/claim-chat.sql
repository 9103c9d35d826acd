-- Only one sender changes the row, on whatever node.
UPDATE chat
SET lease_owner = :#lease, lease_until = CURRENT_TIMESTAMP + CAST(:#seconds AS INTEGER) * INTERVAL '1' SECOND
WHERE id = :#chat AND retired_at IS NULL AND hold_until <= CURRENT_TIMESTAMP
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)
