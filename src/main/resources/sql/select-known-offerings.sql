SELECT o.listing_id, o.product_id, o.variation, o.sku, o.name, o.quantity, o.most_seen, o.hidden
FROM offering o JOIN listing l ON l.listing_id = o.listing_id
WHERE l.seller_id = :#${variable.shop[seller_id]}
