MERGE INTO listing l
USING (VALUES (CAST(:listingId AS BIGINT), CAST(:sellerId AS BIGINT),
               CAST(:state AS VARCHAR(40)), CAST(:title AS VARCHAR(2000)),
               CAST(:url AS VARCHAR(2000)), CAST(:quantity AS INTEGER),
               CAST(:changedAt AS BIGINT), CAST(:updatedAt AS BIGINT)))
  AS v (listing_id, seller_id, state, title, url, quantity, changed_tsz, updated_tsz)
ON l.listing_id = v.listing_id
-- A feed shows changes in any order; a look is known to be newer than the one before it.
WHEN MATCHED AND (v.updated_tsz > 0 OR l.changed_tsz <= v.changed_tsz) THEN
  UPDATE SET l.seller_id = v.seller_id, l.state = v.state, l.title = v.title, l.url = v.url, l.quantity = v.quantity,
             l.changed_tsz = v.changed_tsz, l.updated_tsz = v.updated_tsz, l.missing_since = NULL,
             l.most_seen = GREATEST(COALESCE(l.most_seen, 0), COALESCE(v.quantity, 0))
WHEN NOT MATCHED THEN
  INSERT (listing_id, seller_id, state, title, url, quantity, changed_tsz, updated_tsz, most_seen)
  VALUES (v.listing_id, v.seller_id, v.state, v.title, v.url, v.quantity, v.changed_tsz, v.updated_tsz, v.quantity)
