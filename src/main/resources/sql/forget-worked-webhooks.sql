-- Etsy's last attempt to deliver comes 28 hours after the first; then the id is not needed to know it again.
DELETE FROM webhook_delivery
WHERE webhook_id IN (
    SELECT d.webhook_id FROM webhook_delivery d
    WHERE d.received_at < CURRENT_TIMESTAMP - INTERVAL '3' DAY
      AND (d.worked_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM shop_watch w WHERE w.shop_id = d.shop_id))
    FETCH FIRST 500 ROWS ONLY)
