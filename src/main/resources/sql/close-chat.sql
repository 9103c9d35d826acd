-- Gives the chat back: the bot may not write there now. It is tried again after a wait that grows.
UPDATE chat
SET lease_owner = NULL, lease_until = NULL, closed_tries = closed_tries + 1, closed_at = CURRENT_TIMESTAMP,
    hold_until = CURRENT_TIMESTAMP + CAST(:holdMillis AS BIGINT) * INTERVAL '0.001' SECOND
WHERE lease_owner = :lease
