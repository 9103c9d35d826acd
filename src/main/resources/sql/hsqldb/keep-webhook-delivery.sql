-- Its id makes a repeated delivery one. What asks for no look is worked already; of a shop that is not watched, nothing
-- else is kept.
MERGE INTO webhook_delivery d
USING (VALUES (CAST(:webhookId AS VARCHAR(255)), CAST(:type AS VARCHAR(80)),
               CAST(:watchedShop AS BIGINT),
               CASE WHEN CAST(:watchedShop AS BIGINT) > 0 THEN CAST(:listingId AS BIGINT) END,
               CASE WHEN CAST(:watchedShop AS BIGINT) > 0 THEN CAST(:receiptId AS BIGINT) END,
               CASE WHEN CAST(:outcome AS VARCHAR(20)) <> 'accepted' THEN CURRENT_TIMESTAMP END))
  AS v (webhook_id, event_type, shop_id, listing_id, receipt_id, worked_at)
ON d.webhook_id = v.webhook_id
WHEN NOT MATCHED THEN
  INSERT (webhook_id, event_type, shop_id, listing_id, receipt_id, worked_at)
  VALUES (v.webhook_id, v.event_type, v.shop_id, v.listing_id, v.receipt_id, v.worked_at)
