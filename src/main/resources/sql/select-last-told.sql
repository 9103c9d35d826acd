-- The last that a chat was told of a listing.
SELECT e.kind, a.closed_at
FROM chat c
JOIN alert a ON a.chat_id = c.id AND a.state = 'delivered'
JOIN stock_event e ON e.id = a.event_id
WHERE c.channel = :channel AND c.address = :address
  AND e.seller_id = CAST(:seller AS BIGINT) AND e.listing_id = CAST(:listing AS BIGINT)
ORDER BY e.id DESC FETCH FIRST 1 ROW ONLY
