-- Etsy's last attempt to deliver comes 28 hours after the first; then the id is not needed to know it again.
DELETE FROM webhook_delivery
WHERE received_at < CURRENT_TIMESTAMP - INTERVAL '3' DAY
  AND (worked_at IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM shop_watch w WHERE w.shop_id = webhook_delivery.shop_id))
