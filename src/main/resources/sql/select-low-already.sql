-- Of these sellers' listings, or of the one that is named, what has few left but some: variations with a number of their
-- own, else whole listings. What never had more than one is never low.
SELECT l.seller_id, l.listing_id, l.title, o.name, COALESCE(o.quantity, l.quantity) AS left_now
FROM listing l
JOIN seller s ON s.seller_id = l.seller_id
LEFT JOIN offering o ON o.listing_id = l.listing_id AND o.quantity IS NOT NULL
WHERE l.seller_id IN (:sellers)
  AND l.listing_id = COALESCE(CAST(:listingId AS BIGINT), l.listing_id)
  AND l.state = 'active' AND l.missing_since IS NULL AND COALESCE(o.quantity, l.quantity) > 0
  AND COALESCE(CASE WHEN o.quantity IS NULL THEN l.most_seen ELSE o.most_seen END, 2) > 1
  AND COALESCE(o.quantity, l.quantity)
      <= COALESCE(l.low_threshold, s.low_threshold, CAST(:usualThreshold AS INTEGER))
ORDER BY 5, l.title, l.listing_id, o.name FETCH FIRST 200 ROWS ONLY
