UPDATE alert SET state = 'withdrawn', closed_at = CURRENT_TIMESTAMP, trouble = 'no longer true'
WHERE id IN (:#in:withdrawn) AND state = 'due'
