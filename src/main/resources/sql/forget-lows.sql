-- Of these sellers' listings, what was told as low and is so no more: sold out, or above the threshold of its chat. What a
-- look did not tell the number of stays. The operator's channels have no subscription, and the usual threshold.
DELETE FROM low_told
WHERE seller_id IN (:sellers) AND EXISTS (
    SELECT 1
    FROM listing l
    LEFT JOIN offering o ON o.listing_id = l.listing_id
      AND CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END = low_told.variation
    LEFT JOIN subscription x ON x.chat_id = low_told.chat_id AND x.seller_id = low_told.seller_id
    LEFT JOIN listing_wish w
      ON w.chat_id = low_told.chat_id AND w.listing_id = low_told.listing_id AND w.variation = 0
    LEFT JOIN listing_wish v
      ON v.chat_id = low_told.chat_id AND v.listing_id = low_told.listing_id AND v.variation = low_told.variation
    WHERE l.listing_id = low_told.listing_id
      AND (l.state = 'sold_out'
           OR CASE WHEN low_told.variation = 0 THEN l.quantity ELSE o.quantity END = 0
           OR CASE WHEN low_told.variation = 0 THEN l.quantity ELSE o.quantity END
              > COALESCE(v.low_threshold, w.low_threshold, x.low_threshold, CAST(:usualThreshold AS INTEGER))))
