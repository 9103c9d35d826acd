-- Nothing is sent to the chat until then.
UPDATE chat SET hold_until = CURRENT_TIMESTAMP + CAST(:holdMillis AS BIGINT) * INTERVAL '0.001' SECOND
WHERE channel = :channel AND address = :address
