MERGE INTO listing l
USING (VALUES (CAST(:#${variable.listing.listingId} AS BIGINT), CAST(:#${variable.listing.sellerId} AS BIGINT),
               CAST(:#${variable.listing.state} AS VARCHAR(40)), CAST(:#${variable.listing.title} AS VARCHAR(2000)),
               CAST(:#${variable.listing.quantity} AS INTEGER), CAST(:#${variable.listing.changedAt} AS BIGINT)))
  AS v (listing_id, seller_id, state, title, quantity, changed_tsz)
ON l.listing_id = v.listing_id
WHEN MATCHED AND l.changed_tsz <= v.changed_tsz THEN
  UPDATE SET l.seller_id = v.seller_id, l.state = v.state, l.title = v.title, l.quantity = v.quantity,
             l.changed_tsz = v.changed_tsz
WHEN NOT MATCHED THEN
  INSERT (listing_id, seller_id, state, title, quantity, changed_tsz)
  VALUES (v.listing_id, v.seller_id, v.state, v.title, v.quantity, v.changed_tsz)
