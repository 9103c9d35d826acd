-- Looked at now. A shop that was paused stays so until the look: that tells what has changed meanwhile.
INSERT INTO shop_watch (seller_id, shop_id)
VALUES (:sellerId, :shopId)
ON CONFLICT (seller_id) DO UPDATE
SET shop_id = excluded.shop_id, due_at = CURRENT_TIMESTAMP, attempts = 0
