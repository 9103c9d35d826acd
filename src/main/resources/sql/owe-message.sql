INSERT INTO alert (chat_id, message)
SELECT c.id, CAST(:#json AS VARCHAR(16000)) FROM chat c WHERE c.channel = :#channel AND c.address = :#address
