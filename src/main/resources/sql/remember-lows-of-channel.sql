-- What is low when one of the operator's channels hears of something for the first time counts as told to it.
INSERT INTO low_told (chat_id, listing_id, variation, seller_id, event_id)
SELECT c.id, l.listing_id, COALESCE(CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END, 0), l.seller_id, 0
FROM chat c
JOIN listing l ON l.state = 'active'
LEFT JOIN offering o ON o.listing_id = l.listing_id AND o.quantity IS NOT NULL
WHERE c.channel = :channel AND c.address = :address
  AND COALESCE(o.quantity, l.quantity) > 0
  AND COALESCE(o.quantity, l.quantity) <= CAST(:threshold AS INTEGER)
