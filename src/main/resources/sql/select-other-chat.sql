-- Another chat that hears of a shop which somebody logged in for in this chat.
SELECT g.channel, g.address, x.topic, x.linked_by AS user_id, COALESCE(g.language_chosen, g.language) AS language,
       x.invited_name AS chat_name, s.seller_id, s.shop_name, s.shop_id
FROM subscription x
JOIN chat g ON g.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
JOIN subscription own ON own.seller_id = x.seller_id AND own.chat_id <> x.chat_id AND own.invited_by IS NULL
JOIN chat c ON c.id = own.chat_id
WHERE x.seller_id = :sellerId AND x.chat_id = :guest AND c.channel = :channel AND c.address = :address
