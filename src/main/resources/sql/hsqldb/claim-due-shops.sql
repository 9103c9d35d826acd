-- Shops that a webhook, a sweep or a person wants to be looked at, then those that are due; only the first if idle is
-- false. A shop that was not seen yet, or is back, or seemed empty is wanted, too: its seller waits.
-- A shop whose seller Etsy refuses calls for waits until the hold is over.
-- While a very large shop is looked at, mostListings keeps other such ones out.
-- A lease that has run out is of a look that nobody lived to record, and that somebody may have wanted.
-- The lease condition stands twice: only the outer one is sure to be checked again after waiting for a row.
UPDATE shop_watch
SET lease_owner = :claim, lease_until = CURRENT_TIMESTAMP + INTERVAL '25' SECOND, attempts = attempts + 1,
    wanted_at = NULL
WHERE seller_id IN (
    SELECT w.seller_id
    FROM shop_watch w JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
    WHERE (g.held_until IS NULL OR g.held_until <= CURRENT_TIMESTAMP)
      AND (w.wanted_at <= CURRENT_TIMESTAMP OR w.lease_until IS NOT NULL
           OR (w.due_at <= CURRENT_TIMESTAMP
               AND (:idle = TRUE OR w.baseline_at IS NULL OR w.paused_at IS NOT NULL OR w.collapsed_at IS NOT NULL)))
      AND (w.lease_until IS NULL OR w.lease_until < CURRENT_TIMESTAMP)
      AND w.listings <= :mostListings
      AND EXISTS (SELECT 1 FROM subscription x JOIN chat c ON c.id = x.chat_id
                  WHERE x.seller_id = w.seller_id AND c.retired_at IS NULL)
    ORDER BY CASE WHEN w.wanted_at IS NULL AND w.lease_until IS NULL THEN 1 ELSE 0 END, w.due_at
    FETCH FIRST :most ROWS ONLY)
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)
