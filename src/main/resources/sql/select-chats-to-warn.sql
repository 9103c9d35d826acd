-- The chats of an event's seller, as long as nobody has told them that the access is gone.
SELECT c.id, COALESCE(c.language_chosen, c.language) AS language, x.topic, s.seller_id, s.shop_name,
       CASE WHEN x.invited_by IS NOT NULL THEN TRUE ELSE FALSE END AS invited
FROM etsy_grant g
JOIN seller s ON s.seller_id = g.seller_id
JOIN subscription x ON x.seller_id = s.seller_id
JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL
WHERE g.seller_id = :sellerId AND g.revoked_at IS NULL
