-- The chats that hear of a shop by invitation, the newest first, for a chat in which somebody logged in for it.
SELECT g.id, g.address, x.invited_name
FROM subscription x
JOIN chat g ON g.id = x.chat_id
JOIN subscription own ON own.seller_id = x.seller_id AND own.invited_by IS NULL
JOIN chat c ON c.id = own.chat_id
WHERE x.seller_id = :sellerId AND x.invited_by IS NOT NULL AND c.channel = :channel AND c.address = :address
ORDER BY x.since DESC, g.id DESC
