-- Only one sender changes the row, on whatever node. held: what this node is still at, however the clock was set.
-- The lease counts from now, also where the transaction began a while ago.
UPDATE chat
SET lease_owner = :lease, lease_until = CLOCK_TIMESTAMP() + CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND
WHERE id = :chat AND retired_at IS NULL AND hold_until <= CURRENT_TIMESTAMP
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)
  AND (lease_owner IS NULL OR lease_owner NOT IN (:held))
