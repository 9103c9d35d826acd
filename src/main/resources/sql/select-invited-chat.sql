-- A chat that hears of a shop because this chat invited it.
SELECT g.channel, g.address, x.topic, x.linked_by AS user_id, COALESCE(g.language_chosen, g.language) AS language,
       s.seller_id, s.shop_name, s.shop_id
FROM subscription x
JOIN chat g ON g.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
JOIN chat c ON c.id = x.invited_by
WHERE x.seller_id = :sellerId AND x.chat_id = :guest AND c.channel = :channel AND c.address = :address
