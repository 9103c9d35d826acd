-- No limit looks back for longer than an hour.
DELETE FROM chat_use WHERE begun_at < CURRENT_TIMESTAMP - INTERVAL '2' HOUR
