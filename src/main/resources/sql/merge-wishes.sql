INSERT INTO listing_wish (chat_id, listing_id, variation, low_threshold, muted_until, muted_until_back)
SELECT n.id, w.listing_id, w.variation, w.low_threshold, w.muted_until, w.muted_until_back
FROM chat o
JOIN listing_wish w ON w.chat_id = o.id
JOIN chat n ON n.channel = o.channel AND n.address = :newAddress
WHERE o.channel = :channel AND o.address = :address
  AND NOT EXISTS (SELECT 1 FROM listing_wish x
                  WHERE x.chat_id = n.id AND x.listing_id = w.listing_id AND x.variation = w.variation)
