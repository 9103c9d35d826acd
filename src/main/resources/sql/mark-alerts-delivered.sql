UPDATE alert SET state = 'delivered', closed_at = CURRENT_TIMESTAMP, trouble = NULL
WHERE id IN (:#in:ids) AND state = 'due'
