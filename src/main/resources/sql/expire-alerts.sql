-- What could not be delivered in all that time is given up, or it would grow without end. Of what waited as its chat chose,
-- the time counts from the end of that.
UPDATE alert SET state = 'expired', closed_at = CURRENT_TIMESTAMP
WHERE id IN (
    SELECT id FROM alert
    WHERE state = 'due'
      AND created_at < CURRENT_TIMESTAMP - CAST(:retentionDays AS INTEGER) * INTERVAL '1' DAY
      AND (held IS NULL OR due_at < CURRENT_TIMESTAMP - CAST(:retentionDays AS INTEGER) * INTERVAL '1' DAY)
    ORDER BY state, due_at, id FETCH FIRST 500 ROWS ONLY)
  AND state = 'due'
