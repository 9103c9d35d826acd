-- Whoever finds the last sweep long enough ago makes the next, on whatever node.
UPDATE feed_cursor SET read_at = CURRENT_TIMESTAMP
WHERE name = 'sweep'
  AND read_at <= CURRENT_TIMESTAMP - CAST(:#millis AS BIGINT) * INTERVAL '0.001' SECOND
