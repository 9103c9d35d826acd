-- The alerts that are still owed, and the oldest of those whose chats may be written to.
SELECT COUNT(*) AS owed, CURRENT_TIMESTAMP AS now,
       MIN(CASE WHEN chat_id NOT IN (SELECT id FROM chat WHERE closed_tries > 0) THEN created_at END) AS oldest
FROM alert
WHERE state = 'due'
