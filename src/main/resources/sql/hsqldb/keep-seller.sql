MERGE INTO seller s
USING (VALUES (CAST(:sellerId AS BIGINT), CAST(:shopName AS VARCHAR(255)), CAST(:shopId AS BIGINT)))
  AS v (seller_id, shop_name, shop_id)
ON s.seller_id = v.seller_id
WHEN MATCHED THEN
  UPDATE SET s.shop_name = COALESCE(v.shop_name, s.shop_name), s.shop_id = COALESCE(v.shop_id, s.shop_id)
WHEN NOT MATCHED THEN INSERT (seller_id, shop_name, shop_id) VALUES (v.seller_id, v.shop_name, v.shop_id)
