-- Its id makes a repeated delivery one. What asks for no look is worked already; of a shop that is not watched, nothing
-- else is kept.
INSERT INTO webhook_delivery (webhook_id, event_type, shop_id, listing_id, receipt_id, worked_at)
VALUES (:#${variable.webhook.webhookId}, :#${variable.webhook.type},
        CAST(:#${variable.watchedShop} AS BIGINT),
        CASE WHEN CAST(:#${variable.watchedShop} AS BIGINT) > 0 THEN CAST(:#${variable.webhook.listingId} AS BIGINT) END,
        CASE WHEN CAST(:#${variable.watchedShop} AS BIGINT) > 0 THEN CAST(:#${variable.webhook.receiptId} AS BIGINT) END,
        CASE WHEN CAST(:#outcome AS VARCHAR(20)) <> 'accepted' THEN CURRENT_TIMESTAMP END)
ON CONFLICT (webhook_id) DO NOTHING
