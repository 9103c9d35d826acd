-- Shops that a webhook, a sweep or a person wants to be looked at, then those that are due; only the first if idle is
-- false. A shop that was not seen yet, or is back, or seemed empty is wanted, too: its seller waits.
-- A shop whose seller Etsy refuses calls for waits until the hold is over.
-- While a very large shop is looked at, mostListings keeps other such ones out.
-- Each of these is found by an index, and of those that are only due as many as are wanted.
-- A lease that has run out is of a look that nobody lived to record, and that somebody may have wanted.
-- Rows that another node is just claiming are passed over: nobody waits, and nobody comes away with nothing.
-- An array, as the rows to claim are to be chosen once, however the statement is planned.
UPDATE shop_watch
SET lease_owner = :claim, lease_until = CURRENT_TIMESTAMP + INTERVAL '25' SECOND, attempts = attempts + 1,
    wanted_at = NULL
WHERE seller_id = ANY (ARRAY(
    SELECT w.seller_id
    FROM (SELECT seller_id FROM shop_watch WHERE wanted_at <= CURRENT_TIMESTAMP
          UNION SELECT seller_id FROM shop_watch WHERE lease_until < CURRENT_TIMESTAMP
          UNION SELECT seller_id FROM shop_watch WHERE baseline_at IS NULL AND due_at <= CURRENT_TIMESTAMP
          UNION SELECT seller_id FROM shop_watch WHERE paused_at IS NOT NULL AND due_at <= CURRENT_TIMESTAMP
          UNION SELECT seller_id FROM shop_watch WHERE collapsed_at IS NOT NULL AND due_at <= CURRENT_TIMESTAMP
          UNION SELECT seller_id
          FROM (SELECT w.seller_id
                FROM shop_watch w JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
                WHERE w.due_at <= CASE WHEN :idle = TRUE THEN CURRENT_TIMESTAMP END
                  AND (g.held_until IS NULL OR g.held_until <= CURRENT_TIMESTAMP)
                  AND (w.lease_until IS NULL OR w.lease_until < CURRENT_TIMESTAMP)
                  AND w.listings <= :mostListings
                  AND EXISTS (SELECT 1 FROM subscription x JOIN chat c ON c.id = x.chat_id
                              WHERE x.seller_id = w.seller_id AND c.retired_at IS NULL)
                ORDER BY w.due_at FETCH FIRST :most ROWS ONLY
                FOR UPDATE OF w SKIP LOCKED) due) f
    JOIN shop_watch w ON w.seller_id = f.seller_id
    JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
    WHERE (g.held_until IS NULL OR g.held_until <= CURRENT_TIMESTAMP)
      AND (w.lease_until IS NULL OR w.lease_until < CURRENT_TIMESTAMP)
      AND w.listings <= :mostListings
      AND EXISTS (SELECT 1 FROM subscription x JOIN chat c ON c.id = x.chat_id
                  WHERE x.seller_id = w.seller_id AND c.retired_at IS NULL)
    ORDER BY CASE WHEN w.wanted_at IS NULL AND w.lease_until IS NULL THEN 1 ELSE 0 END, w.due_at
    FETCH FIRST :most ROWS ONLY
    FOR UPDATE OF w SKIP LOCKED))
