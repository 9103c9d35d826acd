UPDATE told_alert
SET due_at = CURRENT_TIMESTAMP + CAST(:holdMillis AS BIGINT) * INTERVAL '0.001' SECOND, tries = CAST(:tries AS INTEGER)
WHERE chat_id = :chat AND message_id = :messageId AND due_at IS NOT NULL
