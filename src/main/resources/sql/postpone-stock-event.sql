UPDATE stock_event
SET lease_until = NULL, due_at = CURRENT_TIMESTAMP + CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND,
    trouble = CAST(:trouble AS VARCHAR(255))
WHERE id = :event AND lease_owner = :claim
