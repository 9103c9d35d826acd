UPDATE webhook_delivery SET worked_at = CURRENT_TIMESTAMP
WHERE shop_id = :shopId AND look = :lookId AND worked_at IS NULL
