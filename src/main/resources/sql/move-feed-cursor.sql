-- Only from the place that this page was read for: another node may have moved it since.
UPDATE feed_cursor
SET since_tsz = :since,
    until_tsz = :until,
    page_offset = :offset,
    read_at = CURRENT_TIMESTAMP,
    lease_until = CURRENT_TIMESTAMP + INTERVAL '30' SECOND
WHERE name = 'listings'
  AND lease_owner = :owner
  AND since_tsz = :from
