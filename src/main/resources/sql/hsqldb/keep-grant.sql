-- A new log-in replaces what there was; a refresh under way finds that and keeps nothing.
MERGE INTO etsy_grant g
USING (VALUES (CAST(:sellerId AS BIGINT), CAST(:tokenSealed AS VARCHAR(2000)),
               CAST(:secretSealed AS VARCHAR(2000)),
               CURRENT_TIMESTAMP + CAST(:expiresIn AS INTEGER) * INTERVAL '1' SECOND))
  AS v (seller_id, token_sealed, secret_sealed, expires_at)
ON g.seller_id = v.seller_id
WHEN MATCHED THEN
  UPDATE SET g.token_sealed = v.token_sealed, g.secret_sealed = v.secret_sealed, g.expires_at = v.expires_at,
             g.granted_at = CURRENT_TIMESTAMP, g.revoked_at = NULL, g.held_until = NULL, g.refusals = 0,
             g.lease_owner = NULL, g.lease_until = NULL
WHEN NOT MATCHED THEN
  INSERT (seller_id, token_sealed, secret_sealed, expires_at)
  VALUES (v.seller_id, v.token_sealed, v.secret_sealed, v.expires_at)
