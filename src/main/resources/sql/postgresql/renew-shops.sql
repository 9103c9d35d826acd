-- Those of a claim whose looks are not recorded yet. One that is being recorded is locked by that, and need not be
-- renewed: the others do not wait for it.
UPDATE shop_watch SET lease_until = CURRENT_TIMESTAMP + CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND
WHERE seller_id = ANY (ARRAY(
    SELECT seller_id FROM shop_watch
    WHERE lease_owner = :owner AND lease_until > CURRENT_TIMESTAMP
    FOR UPDATE SKIP LOCKED))
