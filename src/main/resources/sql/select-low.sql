-- What a chat's shops have for sale with few left, or none: variations with a number of their own, else whole listings.
SELECT l.listing_id, l.seller_id, l.title, o.name, COALESCE(o.quantity, l.quantity) AS left_now
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
JOIN listing l ON l.seller_id = s.seller_id
LEFT JOIN offering o ON o.listing_id = l.listing_id AND o.quantity IS NOT NULL
WHERE c.channel = :channel AND c.address = :address AND l.state = 'active' AND l.missing_since IS NULL
  -- What never had more than one is never low.
  AND (COALESCE(o.quantity, l.quantity) = 0
       OR COALESCE(CASE WHEN o.quantity IS NULL THEN l.most_seen ELSE o.most_seen END, 2) > 1)
  AND COALESCE(o.quantity, l.quantity)
      <= COALESCE(l.low_threshold, s.low_threshold, CAST(:usualThreshold AS INTEGER))
ORDER BY 5, l.title, l.listing_id, o.name FETCH FIRST 200 ROWS ONLY
