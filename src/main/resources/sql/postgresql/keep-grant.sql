INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed)
VALUES (:#${variable.seller.sellerId}, :#tokenSealed, :#secretSealed)
ON CONFLICT (seller_id) DO UPDATE
SET token_sealed = excluded.token_sealed, secret_sealed = excluded.secret_sealed,
    granted_at = CURRENT_TIMESTAMP, revoked_at = NULL
