-- Owed in the very moment in which their chats were retired.
UPDATE alert SET state = 'retired', closed_at = CURRENT_TIMESTAMP
WHERE id IN (
    SELECT a.id FROM chat c JOIN alert a ON a.chat_id = c.id AND a.state = 'due'
    WHERE c.retired_at < CURRENT_TIMESTAMP - INTERVAL '1' HOUR
    FETCH FIRST 500 ROWS ONLY)
  AND state = 'due'
