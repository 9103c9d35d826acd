-- Chats that watch nothing and are owed nothing.
DELETE FROM chat
WHERE id IN (
    SELECT c.id FROM chat c
    WHERE c.created_at < CURRENT_TIMESTAMP - INTERVAL '1' DAY
      AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.chat_id = c.id)
      AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.chat_id = c.id AND a.state = 'due')
    FETCH FIRST 100 ROWS ONLY)
