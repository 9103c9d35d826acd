SELECT listing_id, state, title, url, quantity, changed_tsz, updated_tsz, most_seen, missing_since,
       sold, sold_days, sold_at, seen_at, sweep_at, suspected_at
FROM listing
WHERE seller_id = :sellerId
