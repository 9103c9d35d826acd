INSERT INTO alert (chat_id, topic, message)
VALUES (:#${body[chat]}, CAST(:#${body[topic]} AS BIGINT), CAST(:#${body[json]} AS VARCHAR(16000)))
