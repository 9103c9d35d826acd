-- The alerts that are still owed, and the oldest of those whose chats may be written to and
-- did not choose to wait.
SELECT COUNT(*) AS owed, CURRENT_TIMESTAMP AS now,
       MIN(CASE WHEN chat_id NOT IN (SELECT id FROM chat WHERE closed_tries > 0)
                THEN CASE WHEN held IS NULL THEN created_at WHEN due_at <= CURRENT_TIMESTAMP THEN due_at END END) AS oldest
FROM alert
WHERE state = 'due'
