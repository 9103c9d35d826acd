UPDATE shop_watch SET paused_at = CURRENT_TIMESTAMP
WHERE seller_id = :#${variable.event[seller_id]} AND paused_at IS NULL
