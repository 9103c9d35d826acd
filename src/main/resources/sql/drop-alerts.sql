UPDATE alert SET state = 'dropped', closed_at = CURRENT_TIMESTAMP
WHERE state IN (:#in:states) AND (id IN (:#in:ids) OR :#everything = TRUE)
