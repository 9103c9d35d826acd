-- Looked at now. A shop that was paused stays so until the look: that tells what has changed meanwhile.
MERGE INTO shop_watch w
USING (VALUES (CAST(:sellerId AS BIGINT), CAST(:shopId AS BIGINT)))
  AS v (seller_id, shop_id)
ON w.seller_id = v.seller_id
WHEN MATCHED THEN
  UPDATE SET w.shop_id = v.shop_id, w.due_at = CURRENT_TIMESTAMP, w.attempts = 0
WHEN NOT MATCHED THEN INSERT (seller_id, shop_id) VALUES (v.seller_id, v.shop_id)
