-- Of these sellers' listings, what was told as low and is so no more: sold out, or above the threshold. What a look did
-- not tell the number of stays.
DELETE FROM low_told
WHERE seller_id IN (:sellers) AND EXISTS (
    SELECT 1
    FROM listing l
    JOIN seller s ON s.seller_id = l.seller_id
    JOIN chat c ON c.id = low_told.chat_id
    WHERE l.listing_id = low_told.listing_id
      AND (l.state = 'sold_out'
           OR (low_told.variation = 0 AND (l.quantity = 0 OR l.quantity > CASE
               WHEN c.address = 'operator' THEN CAST(:usualThreshold AS INTEGER)
               ELSE COALESCE(l.low_threshold, s.low_threshold, CAST(:usualThreshold AS INTEGER)) END))
           OR EXISTS (
             SELECT 1 FROM offering o
             WHERE o.listing_id = l.listing_id AND CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END = low_told.variation
               AND (o.quantity = 0 OR o.quantity > CASE
                 WHEN c.address = 'operator' THEN CAST(:usualThreshold AS INTEGER)
                 ELSE COALESCE(l.low_threshold, s.low_threshold, CAST(:usualThreshold AS INTEGER)) END))))
