-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert SET attempts = attempts + 1, trouble = :trouble
WHERE id IN (:ids) AND COALESCE(state, '') = 'due'
