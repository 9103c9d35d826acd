UPDATE alert SET state = 'dropped', closed_at = CURRENT_TIMESTAMP
WHERE state IN (:states) AND (id IN (:ids) OR :everything = TRUE)
