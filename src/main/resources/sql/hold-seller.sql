-- Refusals that come together count once. A new log-in brings another access, which is not held.
UPDATE etsy_grant
SET held_until = CURRENT_TIMESTAMP + CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND,
    refusals = CAST(:refusals AS INTEGER)
WHERE seller_id = CAST(:sellerId AS BIGINT) AND secret_sealed = :secretSealed
