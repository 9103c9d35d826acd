SELECT DISTINCT listing_id, CASE WHEN listing_id IS NULL THEN receipt_id END AS receipt_id
FROM webhook_delivery
WHERE shop_id = :shopId AND look = :lookId AND worked_at IS NULL
