-- As their chat chose. They are looked at again before they are told.
-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert SET held = :held, due_at = :until, checked_at = NULL, came_back = FALSE
WHERE id IN (:ids) AND COALESCE(state, '') = 'due'
