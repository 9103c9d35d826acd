-- What a retired chat was owed of stock events since then. Two minutes are time for a look at its shops: what that finds
-- is told in the same message. What is no longer true is found out before.
UPDATE alert
SET state = 'due', closed_at = NULL, attempts = 0, alone = FALSE, checked_at = NULL, missed = TRUE,
    due_at = GREATEST(due_at, CURRENT_TIMESTAMP + INTERVAL '2' MINUTE)
WHERE chat_id = :#chat AND event_id IS NOT NULL
  AND (state = 'due' OR (state = 'retired' AND closed_at >= (SELECT c.retired_at FROM chat c WHERE c.id = alert.chat_id)))
