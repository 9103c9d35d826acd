UPDATE alert SET attempts = attempts + 1, trouble = :#trouble
WHERE id IN (:#in:ids) AND state = 'due'
