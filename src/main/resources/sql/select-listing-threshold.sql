-- At how many left a listing is low, if this chat watches its shop. low_threshold is the listing's own number.
SELECT l.listing_id, l.seller_id, l.title, l.low_threshold,
       COALESCE(l.low_threshold, s.low_threshold, CAST(:usualThreshold AS INTEGER)) AS threshold
FROM listing l
JOIN seller s ON s.seller_id = l.seller_id
JOIN subscription x ON x.seller_id = s.seller_id
JOIN chat c ON c.id = x.chat_id
WHERE c.channel = :channel AND c.address = :address AND l.listing_id = CAST(:listingId AS BIGINT)
