-- The access to a seller's shop; fresh while more than ten minutes are left. (HSQLDB would pad words of unequal length.)
SELECT token_sealed, secret_sealed,
       TRIM(CASE WHEN expires_at > CURRENT_TIMESTAMP + INTERVAL '10' MINUTE THEN 'fresh'
                 WHEN expires_at > CURRENT_TIMESTAMP THEN 'ending'
                 ELSE 'ended' END) AS life
FROM etsy_grant
WHERE seller_id = CAST(:#sellerId AS BIGINT) AND revoked_at IS NULL
