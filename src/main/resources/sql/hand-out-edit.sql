-- From now on nobody knows what the message says, until its edit is settled.
UPDATE told_alert SET said = NULL WHERE chat_id = :chat AND message_id = :messageId
