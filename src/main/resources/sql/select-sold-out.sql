SELECT l.listing_id, l.seller_id, l.title
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN listing l ON l.seller_id = x.seller_id
WHERE c.channel = :channel AND c.address = :address AND l.state = 'sold_out' AND l.missing_since IS NULL
ORDER BY l.changed_tsz DESC FETCH FIRST 200 ROWS ONLY
