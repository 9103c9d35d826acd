-- The first start begins now: what changed before is nobody's news.
INSERT INTO feed_cursor (name, since_tsz, until_tsz, page_offset, read_at)
SELECT v.name, v.start_tsz, v.start_tsz, 0, CURRENT_TIMESTAMP
FROM (VALUES ('listings', CAST(:now AS BIGINT))) AS v (name, start_tsz)
WHERE NOT EXISTS (SELECT 1 FROM feed_cursor c WHERE c.name = v.name)
