-- A folded message was refused: each of its alerts goes out alone, so that one cannot hold up the others.
-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert SET alone = TRUE, attempts = attempts + 1, trouble = :trouble
WHERE id IN (:ids) AND COALESCE(state, '') = 'due'
