-- Something was heard from a chat: what waits for a closed topic of it is tried again.
UPDATE alert SET due_at = CURRENT_TIMESTAMP
WHERE chat_id = (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
  AND state = 'due' AND due_at > CURRENT_TIMESTAMP AND trouble = '400 TopicClosed'
