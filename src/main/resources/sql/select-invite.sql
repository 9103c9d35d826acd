-- The invitation that a chat is asked about, and who wants to hear of what, for a week.
SELECT i.chat_id AS chat, i.guest_channel AS channel, i.guest_address AS address, i.guest_topic AS topic,
       i.guest_user AS user_id,
       COALESCE((SELECT g.language_chosen FROM chat g WHERE g.channel = i.guest_channel AND g.address = i.guest_address),
                i.guest_language) AS language,
       i.guest_name AS chat_name, s.seller_id, s.shop_name, s.shop_id
FROM invite i
JOIN chat c ON c.id = i.chat_id
JOIN seller s ON s.seller_id = i.seller_id
JOIN subscription x ON x.chat_id = i.chat_id AND x.seller_id = i.seller_id AND x.invited_by IS NULL
WHERE i.id = :id AND c.channel = :channel AND c.address = :address
  AND i.asked_at > CURRENT_TIMESTAMP - INTERVAL '7' DAY
