-- Rows that another node is just claiming are passed over: nobody waits, and nobody comes away with nothing.
-- An array, as the rows to claim are to be chosen once, however the statement is planned.
UPDATE stock_event
SET lease_owner = :claim, lease_until = CURRENT_TIMESTAMP + INTERVAL '25' SECOND, attempts = attempts + 1
WHERE id = ANY (ARRAY(
    SELECT id FROM stock_event
    WHERE described_at IS NULL AND due_at <= CURRENT_TIMESTAMP
      AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)
    ORDER BY id FETCH FIRST :most ROWS ONLY
    FOR UPDATE SKIP LOCKED))
