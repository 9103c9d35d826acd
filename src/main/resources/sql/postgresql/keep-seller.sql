INSERT INTO seller (seller_id, shop_name, shop_id)
VALUES (:#${variable.seller.sellerId}, CAST(:#${variable.seller.shopName} AS VARCHAR(255)),
        CAST(:#${variable.seller.shopId} AS BIGINT))
ON CONFLICT (seller_id) DO UPDATE
SET shop_name = COALESCE(excluded.shop_name, seller.shop_name), shop_id = COALESCE(excluded.shop_id, seller.shop_id)
