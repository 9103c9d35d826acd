UPDATE shop_watch SET wanted_at = CURRENT_TIMESTAMP WHERE seller_id IN (:sellers) AND wanted_at IS NULL
