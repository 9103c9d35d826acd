-- One node at a time reads the feed; it keeps the lease by reading on. The lease is longer than a page takes that
-- Etsy does not drag out, and no longer: a node that dies, or that Etsy does not answer, is soon followed by another.
-- While a page is recorded, however slowly, this waits for it.
UPDATE feed_cursor
SET lease_owner = :owner, lease_until = CURRENT_TIMESTAMP + INTERVAL '30' SECOND
WHERE name = 'listings'
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP OR lease_owner = :owner)
