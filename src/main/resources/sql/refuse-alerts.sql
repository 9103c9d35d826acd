-- The channel will never take this message. It is kept, with what the channel said.
-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert SET state = 'refused', closed_at = CURRENT_TIMESTAMP, attempts = attempts + 1, trouble = :trouble
WHERE id IN (:ids) AND COALESCE(state, '') = 'due'
