-- The listing, if the chat watches its shop. is_out: it, or a variation of it, is sold out now.
SELECT l.listing_id, l.title, w.muted_until, w.muted_until_back,
       CASE WHEN l.state = 'sold_out' OR l.quantity = 0
              OR EXISTS (SELECT 1 FROM offering o WHERE o.listing_id = l.listing_id AND o.quantity = 0)
            THEN 1 ELSE 0 END AS is_out
FROM chat c
JOIN subscription x ON x.chat_id = c.id
JOIN listing l ON l.seller_id = x.seller_id
LEFT JOIN listing_wish w ON w.chat_id = c.id AND w.listing_id = l.listing_id AND w.variation = 0
WHERE c.channel = :channel AND c.address = :address AND l.listing_id = CAST(:listing AS BIGINT)
