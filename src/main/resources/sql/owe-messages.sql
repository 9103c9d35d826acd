INSERT INTO alert (chat_id, message) VALUES (:#${body[chat]}, CAST(:#${body[json]} AS VARCHAR(16000)))
