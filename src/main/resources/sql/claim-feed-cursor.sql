-- One node at a time reads the feed; it keeps the lease by reading on.
UPDATE feed_cursor
SET lease_owner = :#${camelId}, lease_until = CURRENT_TIMESTAMP + INTERVAL '60' SECOND
WHERE name = 'listings'
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP OR lease_owner = :#${camelId})
