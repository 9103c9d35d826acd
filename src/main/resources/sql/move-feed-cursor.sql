-- Only from the place that this page was read for: another node may have moved it since.
UPDATE feed_cursor
SET since_tsz = :#${variable.cursor[since]},
    until_tsz = :#${variable.cursor[until]},
    page_offset = :#${variable.cursor[offset]},
    read_at = CURRENT_TIMESTAMP,
    lease_until = CURRENT_TIMESTAMP + INTERVAL '30' SECOND
WHERE name = 'listings'
  AND lease_owner = :#${camelId}
  AND since_tsz = :#${variable.window.since}
