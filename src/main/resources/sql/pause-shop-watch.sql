UPDATE shop_watch SET paused_at = CURRENT_TIMESTAMP
WHERE seller_id = :sellerId AND paused_at IS NULL
