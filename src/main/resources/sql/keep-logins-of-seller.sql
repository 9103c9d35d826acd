-- Anybody may finish this log-in, of the chats in which somebody logged in for the seller.
INSERT INTO login (channel, address, topic, user_id, token_sealed, secret_sealed)
SELECT c.channel, c.address, x.topic, NULL, CAST(:tokenSealed AS VARCHAR(2000)), CAST(:secretSealed AS VARCHAR(2000))
FROM subscription x JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL
WHERE x.seller_id = :sellerId AND x.invited_by IS NULL
