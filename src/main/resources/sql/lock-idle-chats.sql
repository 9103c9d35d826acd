-- Chats that watch nothing and of which no alert is kept. Locked, so that the statement after this one sees whatever was
-- owed or linked to them until then.
SELECT c.id FROM chat c
WHERE c.created_at < CURRENT_TIMESTAMP - INTERVAL '1' DAY
  AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.chat_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.chat_id = c.id)
FETCH FIRST 100 ROWS ONLY
FOR UPDATE
