-- A shop that was claimed and not looked at. A lease that has run out has it claimed before others.
-- listings: how many it has as far as a look saw, which was too many to look at it now.
UPDATE shop_watch
SET lease_owner = NULL, lease_until = CURRENT_TIMESTAMP, attempts = GREATEST(attempts - 1, 0),
    listings = GREATEST(listings, CAST(:listings AS INTEGER))
WHERE seller_id = :sellerId AND lease_owner = :claim
