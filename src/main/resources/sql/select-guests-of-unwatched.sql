-- The chats that were invited to hear of these sellers, where no chat is left in which somebody logged in.
SELECT c.id, COALESCE(c.language_chosen, c.language) AS language, x.topic, s.seller_id, s.shop_name, TRUE AS invited
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
WHERE x.seller_id IN (:sellers)
  AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.seller_id = x.seller_id AND own.invited_by IS NULL)
