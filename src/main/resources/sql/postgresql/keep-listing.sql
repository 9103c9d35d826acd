INSERT INTO listing (listing_id, seller_id, state, title, quantity, changed_tsz)
VALUES (:#${body.listingId}, :#${body.sellerId}, :#${body.state}, :#${body.title},
        CAST(:#${body.quantity} AS INTEGER), :#${body.changedAt})
ON CONFLICT (listing_id) DO UPDATE
SET seller_id = excluded.seller_id, state = excluded.state, title = excluded.title, quantity = excluded.quantity,
    changed_tsz = excluded.changed_tsz
WHERE listing.changed_tsz <= excluded.changed_tsz
