-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert SET state = 'delivered', closed_at = CURRENT_TIMESTAMP, trouble = NULL
WHERE id IN (:#in:ids) AND COALESCE(state, '') = 'due'
