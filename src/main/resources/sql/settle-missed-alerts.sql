-- Due now, but for those that a route holds back for longer. Retired: what was described just when the chat came back.
UPDATE alert
SET state = 'due', closed_at = NULL, missed = TRUE, due_at = CURRENT_TIMESTAMP
WHERE chat_id = :chat AND event_id IS NOT NULL
  AND ((state = 'due' AND missed = TRUE
        AND due_at <= (SELECT c.returned_at + INTERVAL '2' MINUTE FROM chat c WHERE c.id = alert.chat_id))
       OR (state = 'retired'
           AND closed_at >= (SELECT c.returned_at - INTERVAL '1' MINUTE FROM chat c WHERE c.id = alert.chat_id)))
