INSERT INTO feed_cursor (name, since_tsz, until_tsz, page_offset, read_at)
SELECT v.name, 0, 0, 0, CURRENT_TIMESTAMP
FROM (VALUES ('sweep')) AS v (name)
WHERE NOT EXISTS (SELECT 1 FROM feed_cursor c WHERE c.name = v.name)
