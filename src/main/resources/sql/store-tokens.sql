-- The new pair in place of the one it was got with, unless the seller has logged in anew since.
UPDATE etsy_grant
SET token_sealed = :#tokenSealed, secret_sealed = :#secretSealed,
    expires_at = CURRENT_TIMESTAMP + CAST(:#expiresIn AS INTEGER) * INTERVAL '1' SECOND
WHERE seller_id = CAST(:#sellerId AS BIGINT) AND secret_sealed = :#${variable.access[secret_sealed]}
