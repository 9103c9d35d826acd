-- A new log-in replaces what there was; a refresh under way finds that and keeps nothing.
INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed, expires_at)
VALUES (:sellerId, :tokenSealed, :secretSealed,
        CURRENT_TIMESTAMP + CAST(:expiresIn AS INTEGER) * INTERVAL '1' SECOND)
ON CONFLICT (seller_id) DO UPDATE
SET token_sealed = excluded.token_sealed, secret_sealed = excluded.secret_sealed, expires_at = excluded.expires_at,
    granted_at = CURRENT_TIMESTAMP, revoked_at = NULL, held_until = NULL, refusals = 0, lease_owner = NULL, lease_until = NULL
