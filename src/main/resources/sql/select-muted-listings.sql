-- What a chat hears nothing of for now, what it hears of first first.
SELECT l.listing_id, l.title, w.muted_until, w.muted_until_back
FROM chat c
JOIN listing_wish w ON w.chat_id = c.id AND w.variation = 0
JOIN listing l ON l.listing_id = w.listing_id
JOIN subscription x ON x.chat_id = c.id AND x.seller_id = l.seller_id
WHERE c.channel = :channel AND c.address = :address
  AND (w.muted_until > CURRENT_TIMESTAMP OR w.muted_until_back = TRUE)
ORDER BY w.muted_until_back, w.muted_until, l.title, l.listing_id FETCH FIRST 200 ROWS ONLY
