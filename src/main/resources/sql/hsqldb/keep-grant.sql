MERGE INTO etsy_grant g
USING (VALUES (CAST(:#${variable.seller.sellerId} AS BIGINT), CAST(:#tokenSealed AS VARCHAR(2000)),
               CAST(:#secretSealed AS VARCHAR(2000))))
  AS v (seller_id, token_sealed, secret_sealed)
ON g.seller_id = v.seller_id
WHEN MATCHED THEN
  UPDATE SET g.token_sealed = v.token_sealed, g.secret_sealed = v.secret_sealed,
             g.granted_at = CURRENT_TIMESTAMP, g.revoked_at = NULL
WHEN NOT MATCHED THEN
  INSERT (seller_id, token_sealed, secret_sealed) VALUES (v.seller_id, v.token_sealed, v.secret_sealed)
