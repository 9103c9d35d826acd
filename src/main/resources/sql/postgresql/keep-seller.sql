INSERT INTO seller (seller_id, shop_name)
VALUES (:#${variable.seller.sellerId}, CAST(:#${variable.seller.loginName} AS VARCHAR(255)))
ON CONFLICT (seller_id) DO UPDATE SET shop_name = COALESCE(excluded.shop_name, seller.shop_name)
