-- Refusals that come together count once. A new log-in brings another access, which is not held.
UPDATE etsy_grant
SET held_until = CURRENT_TIMESTAMP + CAST(:#seconds AS INTEGER) * INTERVAL '1' SECOND,
    refusals = CAST(:#${variable.access[refusals]} AS INTEGER) + 1
WHERE seller_id = CAST(:#sellerId AS BIGINT) AND secret_sealed = :#${variable.access[secret_sealed]}
