-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert SET due_at = CURRENT_TIMESTAMP + INTERVAL '60' SECOND WHERE id IN (:held) AND COALESCE(state, '') = 'due'
