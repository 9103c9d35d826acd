-- Telegram does not let it be edited.
DELETE FROM told_alert WHERE chat_id = :chat AND message_id = :messageId
