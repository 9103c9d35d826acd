-- What a chat's shops have for sale with few left, or none: variations with a number of their own, else whole listings.
SELECT l.listing_id, l.seller_id, l.title, o.name, COALESCE(o.quantity, l.quantity) AS left_now
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN listing l ON l.seller_id = x.seller_id
LEFT JOIN offering o ON o.listing_id = l.listing_id AND o.quantity IS NOT NULL
LEFT JOIN listing_wish w ON w.chat_id = c.id AND w.listing_id = l.listing_id AND w.variation = 0
LEFT JOIN listing_wish v ON v.chat_id = c.id AND v.listing_id = l.listing_id
  AND v.variation = CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END
WHERE c.channel = :channel AND c.address = :address AND l.state = 'active' AND l.missing_since IS NULL
  -- What never had more than one is never low, nor what is made to order: it has nearly 999.
  AND COALESCE(o.quantity, l.quantity) < 900
  AND (COALESCE(o.quantity, l.quantity) = 0
       OR COALESCE(CASE WHEN o.quantity IS NULL THEN l.most_seen ELSE o.most_seen END, 2) > 1)
  AND COALESCE(o.quantity, l.quantity)
      <= COALESCE(v.low_threshold, w.low_threshold, x.low_threshold, CAST(:usualThreshold AS INTEGER))
ORDER BY 5, l.title, l.listing_id, o.name FETCH FIRST 200 ROWS ONLY
