-- The event that a listing would have, of the listing as a whole. The section is not kept of a listing.
SELECT 0 AS id, CAST(:kind AS VARCHAR(40)) AS kind, l.listing_id, l.seller_id, l.title, s.shop_name, l.url,
       CAST(NULL AS BIGINT) AS section_id,
       CASE WHEN CAST(:kind AS VARCHAR(40)) = 'sold_out' THEN 0 ELSE l.quantity END AS quantity,
       (SELECT STRING_AGG(o.sku, U&'\000A') FROM offering o
        WHERE o.listing_id = l.listing_id AND o.sku IS NOT NULL AND o.sku <> '') AS skus,
       CAST(NULL AS VARCHAR(16000)) AS offerings, 1 AS attempts, g.token_sealed, g.secret_sealed
FROM listing l
JOIN seller s ON s.seller_id = l.seller_id
LEFT JOIN etsy_grant g ON g.seller_id = l.seller_id AND g.revoked_at IS NULL
WHERE l.listing_id = CAST(:listing AS BIGINT)
