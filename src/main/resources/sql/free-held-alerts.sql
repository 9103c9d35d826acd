-- They are judged again at the next claim, by what the chat chooses now.
UPDATE alert SET due_at = CURRENT_TIMESTAMP
WHERE chat_id = (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
  AND state = 'due' AND held IS NOT NULL
