-- For the embedded database only.
-- What is owed was not waiting in the time that the clock was set forward by, and is not given up for it.
UPDATE alert SET created_at = LEAST(DATEADD('second', CAST(:#seconds AS BIGINT), created_at), CURRENT_TIMESTAMP)
WHERE state = 'due'
