-- What a retired chat was owed of stock events since then, and what was to be told it meanwhile. Two minutes are time for a
-- look at its shops: what that finds is told in the same message. What is no longer true is found out before.
UPDATE alert
SET state = 'due', closed_at = NULL, attempts = 0, alone = FALSE, checked_at = NULL,
    missed = CASE WHEN event_id IS NULL THEN FALSE ELSE TRUE END,
    due_at = CASE WHEN event_id IS NULL THEN CURRENT_TIMESTAMP
                  ELSE GREATEST(due_at, CURRENT_TIMESTAMP + INTERVAL '2' MINUTE) END
WHERE chat_id = :chat
  AND ((state = 'due' AND event_id IS NOT NULL)
       OR (state = 'retired' AND closed_at >= (SELECT c.retired_at FROM chat c WHERE c.id = alert.chat_id)
           AND (event_id IS NOT NULL
                OR created_at >= (SELECT c.retired_at FROM chat c WHERE c.id = alert.chat_id))))
