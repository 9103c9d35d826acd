-- Due now. Of everything, only what has failed: what a route holds back has not. A chat that is gone gets nothing.
UPDATE alert SET state = 'due', due_at = CURRENT_TIMESTAMP, closed_at = NULL, attempts = 0
WHERE state IN (:states)
  AND (id IN (:ids) OR (:everything = TRUE AND (state <> 'due' OR attempts > 0)))
  AND chat_id IN (SELECT c.id FROM chat c WHERE c.retired_at IS NULL)
