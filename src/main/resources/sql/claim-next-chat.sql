-- The chat that has waited longest and may be written to now.
UPDATE chat
SET lease_owner = :#lease, lease_until = CURRENT_TIMESTAMP + CAST(:#seconds AS INTEGER) * INTERVAL '1' SECOND
WHERE id = (
    SELECT c.id
    FROM alert a JOIN chat c ON c.id = a.chat_id
    WHERE a.state = 'due' AND a.due_at <= CURRENT_TIMESTAMP
      AND c.retired_at IS NULL AND c.hold_until <= CURRENT_TIMESTAMP
      AND (c.lease_until IS NULL OR c.lease_until < CURRENT_TIMESTAMP)
    ORDER BY a.due_at, a.id FETCH FIRST 1 ROW ONLY)
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)
