-- Their chat wants to hear nothing of them.
-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert SET state = 'withdrawn', closed_at = CURRENT_TIMESTAMP, trouble = :trouble
WHERE id IN (:ids) AND COALESCE(state, '') = 'due'
