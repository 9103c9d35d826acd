INSERT INTO listing (listing_id, seller_id, state, title, quantity, changed_tsz)
VALUES (:#${variable.listing.listingId}, :#${variable.listing.sellerId}, :#${variable.listing.state}, :#${variable.listing.title},
        CAST(:#${variable.listing.quantity} AS INTEGER), :#${variable.listing.changedAt})
ON CONFLICT (listing_id) DO UPDATE
SET seller_id = excluded.seller_id, state = excluded.state, title = excluded.title, quantity = excluded.quantity,
    changed_tsz = excluded.changed_tsz
WHERE listing.changed_tsz <= excluded.changed_tsz
