UPDATE alert SET due_at = CURRENT_TIMESTAMP + INTERVAL '60' SECOND WHERE id IN (:#in:held) AND state = 'due'
