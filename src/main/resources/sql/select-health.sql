-- What health and metrics tell: the alerts that are still owed, and how far the feed has been read.
SELECT COUNT(*) AS owed, MIN(created_at) AS oldest, CURRENT_TIMESTAMP AS now,
       (SELECT MAX(since_tsz) FROM feed_cursor WHERE name = 'listings') AS feed_cursor
FROM alert
WHERE state = 'due'
