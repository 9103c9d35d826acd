UPDATE told_alert
SET due_at = CURRENT_TIMESTAMP + CAST(:holdMillis AS BIGINT) * INTERVAL '0.001' SECOND, tries = tries + 1
WHERE chat_id = :chat AND message_id = :messageId AND due_at IS NOT NULL
