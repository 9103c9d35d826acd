-- The new pair in place of the one it was got with, unless the seller has logged in anew since. Where Etsy refused that
-- one to another node meanwhile, because it was spent, the new one is the proof that the seller still allows it.
UPDATE etsy_grant
SET token_sealed = :tokenSealed, secret_sealed = :secretSealed,
    expires_at = CURRENT_TIMESTAMP + CAST(:expiresIn AS INTEGER) * INTERVAL '1' SECOND, revoked_at = NULL
WHERE seller_id = CAST(:sellerId AS BIGINT) AND secret_sealed = :oldSecretSealed
