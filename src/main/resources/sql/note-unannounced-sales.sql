-- A sweep found sales that no webhook had announced.
UPDATE shop_watch SET unannounced = unannounced * 0.98 + 1, announced = announced * 0.98 WHERE seller_id IN (:sellers)
