-- The chats that hear of a seller already, other than the one that was linked now; a retired one hears of it later.
SELECT c.id, COALESCE(c.language_chosen, c.language) AS language, x.topic, s.seller_id, s.shop_name
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
WHERE x.seller_id = :sellerId AND NOT (c.channel = :channel AND c.address = :address)
