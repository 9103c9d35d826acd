INSERT INTO low_told (chat_id, listing_id, variation, seller_id, event_id)
SELECT n.id, t.listing_id, t.variation, t.seller_id, t.event_id
FROM chat o
JOIN low_told t ON t.chat_id = o.id
JOIN chat n ON n.channel = o.channel AND n.address = :newAddress
WHERE o.channel = :channel AND o.address = :address
  AND NOT EXISTS (SELECT 1 FROM low_told x
                  WHERE x.chat_id = n.id AND x.listing_id = t.listing_id AND x.variation = t.variation)
