INSERT INTO seller (seller_id, shop_name, shop_id)
VALUES (:sellerId, CAST(:shopName AS VARCHAR(255)), CAST(:shopId AS BIGINT))
ON CONFLICT (seller_id) DO UPDATE
SET shop_name = COALESCE(excluded.shop_name, seller.shop_name), shop_id = COALESCE(excluded.shop_id, seller.shop_id)
