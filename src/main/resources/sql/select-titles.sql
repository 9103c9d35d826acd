SELECT l.listing_id, l.seller_id, s.shop_name, l.title
FROM listing l
JOIN seller s ON s.seller_id = l.seller_id
WHERE l.listing_id IN (:listings)
