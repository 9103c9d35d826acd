-- Chats that watch nothing and are owed nothing.
DELETE FROM chat
WHERE created_at < CURRENT_TIMESTAMP - INTERVAL '1' DAY
  AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.chat_id = chat.id)
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.chat_id = chat.id AND a.state = 'due')
