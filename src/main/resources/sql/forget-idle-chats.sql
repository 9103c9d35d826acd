-- Those that were locked, and are still idle.
DELETE FROM chat
WHERE id IN (:ids)
  AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.chat_id = chat.id)
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.chat_id = chat.id)
