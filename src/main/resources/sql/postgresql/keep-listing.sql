INSERT INTO listing (listing_id, seller_id, state, title, url, quantity, changed_tsz, updated_tsz, most_seen)
VALUES (:listingId, :sellerId, :state, :title,
        CAST(:url AS VARCHAR(2000)), CAST(:quantity AS INTEGER),
        :changedAt, :updatedAt, CAST(:quantity AS INTEGER))
ON CONFLICT (listing_id) DO UPDATE
SET seller_id = excluded.seller_id, state = excluded.state, title = excluded.title, url = excluded.url,
    quantity = excluded.quantity, changed_tsz = excluded.changed_tsz, updated_tsz = excluded.updated_tsz,
    missing_since = NULL, most_seen = GREATEST(COALESCE(listing.most_seen, 0), COALESCE(excluded.quantity, 0))
-- A feed shows changes in any order; a look is known to be newer than the one before it.
WHERE excluded.updated_tsz > 0 OR listing.changed_tsz <= excluded.changed_tsz
