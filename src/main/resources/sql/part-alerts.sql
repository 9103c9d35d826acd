-- A folded message was refused: each of its alerts goes out alone, so that one cannot hold up the others.
UPDATE alert SET alone = TRUE, attempts = attempts + 1, trouble = :#trouble
WHERE id IN (:#in:ids) AND state = 'due'
