INSERT INTO alert (chat_id, topic, message)
SELECT c.id, CAST(:topic AS BIGINT), CAST(:json AS VARCHAR(16000)) FROM chat c WHERE c.channel = :channel AND c.address = :address
