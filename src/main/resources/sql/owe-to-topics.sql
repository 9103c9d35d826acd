-- A message about all that a chat watches: once in each topic where it hears of a seller.
INSERT INTO alert (chat_id, topic, message)
SELECT DISTINCT x.chat_id, x.topic, CAST(:json AS VARCHAR(16000))
FROM subscription x WHERE x.chat_id = :chat
