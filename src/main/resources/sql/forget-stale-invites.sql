-- A link works for a day, and the question for a week after it.
DELETE FROM invite
WHERE id IN (
    SELECT id FROM invite WHERE made_at < CURRENT_TIMESTAMP - INTERVAL '8' DAY FETCH FIRST 500 ROWS ONLY)
