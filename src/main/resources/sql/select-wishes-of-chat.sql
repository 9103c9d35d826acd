-- What a chat chose for listings and variations. muted: nothing is told of the listing now.
SELECT w.listing_id, w.variation, w.low_threshold,
       CASE WHEN w.muted_until > CURRENT_TIMESTAMP OR w.muted_until_back = TRUE THEN 1 ELSE 0 END AS muted
FROM chat c
JOIN listing_wish w ON w.chat_id = c.id
WHERE c.channel = :channel AND c.address = :address
