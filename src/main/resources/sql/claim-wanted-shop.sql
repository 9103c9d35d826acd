-- One shop that a webhook wants looked at, under the conditions of claim-due-shops. A lease that has run out is left to that.
UPDATE shop_watch
SET lease_owner = :claim, lease_until = CURRENT_TIMESTAMP + INTERVAL '25' SECOND, attempts = attempts + 1,
    wanted_at = NULL
WHERE shop_id = :shopId AND wanted_at <= CURRENT_TIMESTAMP AND lease_until IS NULL AND listings <= :mostListings
  AND EXISTS (SELECT 1 FROM etsy_grant g
              WHERE g.seller_id = shop_watch.seller_id AND g.revoked_at IS NULL
                AND (g.held_until IS NULL OR g.held_until <= CURRENT_TIMESTAMP))
  AND EXISTS (SELECT 1 FROM subscription x JOIN chat c ON c.id = x.chat_id
              WHERE x.seller_id = shop_watch.seller_id AND c.retired_at IS NULL)
