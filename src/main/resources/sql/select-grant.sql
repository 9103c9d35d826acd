-- The access to a seller's shop; fresh while more than ten minutes are left. (HSQLDB would pad words of unequal length.)
-- held_until: null when Etsy may be asked for this seller.
SELECT seller_id, token_sealed, secret_sealed, refusals,
       TRIM(CASE WHEN expires_at > CURRENT_TIMESTAMP + INTERVAL '10' MINUTE THEN 'fresh'
                 WHEN expires_at > CURRENT_TIMESTAMP THEN 'ending'
                 ELSE 'ended' END) AS life,
       CASE WHEN held_until > CURRENT_TIMESTAMP THEN held_until END AS held_until, CURRENT_TIMESTAMP AS now
FROM etsy_grant
WHERE seller_id = CAST(:sellerId AS BIGINT) AND revoked_at IS NULL
