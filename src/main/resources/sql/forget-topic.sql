-- The topic was deleted: what it was to hear is told to the chat itself.
UPDATE subscription SET topic = NULL
WHERE topic = :topic
  AND chat_id = (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
