-- Gives the chat back, to be written to again after its pace or the wait that was asked for.
UPDATE chat
SET lease_owner = NULL, lease_until = NULL, closed_at = NULL,
    hold_until = CURRENT_TIMESTAMP + CAST(:holdMillis AS BIGINT) * INTERVAL '0.001' SECOND
WHERE lease_owner = :lease
