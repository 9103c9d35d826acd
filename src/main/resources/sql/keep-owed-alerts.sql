-- For the embedded database only.
-- What is owed was not waiting in the time that the clock was set forward by, and is not given up for it.
-- Days apart from seconds: HSQLDB takes no interval of more than 999,999,999 seconds.
UPDATE alert
SET created_at = LEAST(created_at + CAST(:days AS INTEGER) * INTERVAL '1' DAY
                                  + CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND, CURRENT_TIMESTAMP)
WHERE state = 'due'
