-- Of a chat, the message that waits longest to be looked at again.
SELECT message_id FROM told_alert
WHERE chat_id = :chat AND due_at <= CURRENT_TIMESTAMP
ORDER BY due_at, message_id FETCH FIRST 1 ROW ONLY
