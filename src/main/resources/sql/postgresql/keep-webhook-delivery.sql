-- Its id makes a repeated delivery one. What asks for no look is worked already; of a shop that is not watched, nothing
-- else is kept.
INSERT INTO webhook_delivery (webhook_id, event_type, shop_id, listing_id, receipt_id, worked_at)
VALUES (:webhookId, :type,
        CAST(:watchedShop AS BIGINT),
        CASE WHEN CAST(:watchedShop AS BIGINT) > 0 THEN CAST(:listingId AS BIGINT) END,
        CASE WHEN CAST(:watchedShop AS BIGINT) > 0 THEN CAST(:receiptId AS BIGINT) END,
        CASE WHEN CAST(:outcome AS VARCHAR(20)) <> 'accepted' THEN CURRENT_TIMESTAMP END)
ON CONFLICT (webhook_id) DO NOTHING
