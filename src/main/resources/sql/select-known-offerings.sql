SELECT o.listing_id, o.product_id, o.sku, o.name, o.quantity
FROM offering o JOIN listing l ON l.listing_id = o.listing_id
WHERE l.seller_id = :#${variable.shop[seller_id]}
