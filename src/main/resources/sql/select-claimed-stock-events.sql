SELECT e.id, e.kind, e.listing_id, e.seller_id, e.title, COALESCE(e.shop_name, s.shop_name) AS shop_name, e.url,
       e.section_id, e.quantity, e.quantity_before, e.skus, e.offerings, e.attempts, g.token_sealed, g.secret_sealed
FROM stock_event e
JOIN seller s ON s.seller_id = e.seller_id
LEFT JOIN etsy_grant g ON g.seller_id = e.seller_id AND g.revoked_at IS NULL
WHERE e.lease_owner = :claim AND e.described_at IS NULL
ORDER BY e.id
