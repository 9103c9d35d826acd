-- A retired chat is told it when it comes back.
INSERT INTO alert (chat_id, topic, message, state, closed_at)
SELECT c.id, CAST(:topic AS BIGINT), CAST(:json AS VARCHAR(16000)),
       TRIM(CASE WHEN c.retired_at IS NULL THEN 'due' ELSE 'retired' END),
       CASE WHEN c.retired_at IS NOT NULL THEN GREATEST(CURRENT_TIMESTAMP, c.retired_at) END
FROM chat c
WHERE c.id = :chat
