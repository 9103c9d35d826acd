-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert SET state = 'withdrawn', closed_at = CURRENT_TIMESTAMP, trouble = 'no longer true'
WHERE id IN (:withdrawn) AND COALESCE(state, '') = 'due'
