MERGE INTO seller s
USING (VALUES (CAST(:#${variable.seller.sellerId} AS BIGINT), CAST(:#${variable.seller.loginName} AS VARCHAR(255))))
  AS v (seller_id, shop_name)
ON s.seller_id = v.seller_id
WHEN MATCHED THEN UPDATE SET s.shop_name = COALESCE(v.shop_name, s.shop_name)
WHEN NOT MATCHED THEN INSERT (seller_id, shop_name) VALUES (v.seller_id, v.shop_name)
