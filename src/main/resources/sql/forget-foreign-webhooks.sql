-- Of shops that are not watched, or not any more. A delivery that is repeated after that is one of a foreign shop.
DELETE FROM webhook_delivery
WHERE shop_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM shop_watch w WHERE w.shop_id = webhook_delivery.shop_id)
