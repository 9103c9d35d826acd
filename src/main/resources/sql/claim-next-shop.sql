-- When calls are scarce: the shop that is due first, and it is not waited for; once the pace allows a look.
-- One that could not be looked at, or seemed empty, is left alone until it is due; one whose seller Etsy refuses calls for,
-- until the hold is over. While a very large shop is looked at, mostListings keeps other such ones out.
-- COALESCE hides the lease from HSQLDB, which would read all shops by the index on it and sort them by due_at.
-- CASE keeps HSQLDB from reading all shops by the index of collapsed_at.
UPDATE shop_watch
SET lease_owner = :claim, lease_until = CURRENT_TIMESTAMP + INTERVAL '25' SECOND, attempts = attempts + 1,
    wanted_at = NULL
WHERE seller_id IN (
    SELECT w.seller_id
    FROM shop_watch w JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
    WHERE (g.held_until IS NULL OR g.held_until <= CURRENT_TIMESTAMP)
      AND (w.due_at <= CURRENT_TIMESTAMP OR (w.attempts = 0 AND CASE WHEN w.collapsed_at IS NULL THEN 1 END = 1))
      AND w.listings <= :mostListings
      AND COALESCE(w.lease_until, CURRENT_TIMESTAMP - INTERVAL '1' SECOND) < CURRENT_TIMESTAMP
      AND EXISTS (SELECT 1 FROM subscription x JOIN chat c ON c.id = x.chat_id
                  WHERE x.seller_id = w.seller_id AND c.retired_at IS NULL)
    ORDER BY w.due_at
    FETCH FIRST 1 ROW ONLY)
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)
  AND EXISTS (SELECT 1 FROM look_pace p WHERE p.name = 'looks' AND p.free_at <= CURRENT_TIMESTAMP)
