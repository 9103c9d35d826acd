-- A few: each may have thousands of listings.
SELECT s.seller_id FROM seller s
WHERE NOT EXISTS (SELECT 1 FROM subscription x WHERE x.seller_id = s.seller_id AND x.invited_by IS NULL)
FETCH FIRST 5 ROWS ONLY
