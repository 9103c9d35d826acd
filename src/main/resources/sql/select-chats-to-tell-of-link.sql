-- The chats in which somebody logged in for a seller already, other than the one that was linked now; a retired one hears
-- of it later.
SELECT c.id, COALESCE(c.language_chosen, c.language) AS language, x.topic, s.seller_id, s.shop_name, FALSE AS invited
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
WHERE x.seller_id = :sellerId AND x.invited_by IS NULL AND NOT (c.channel = :channel AND c.address = :address)
