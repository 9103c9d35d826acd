-- since_tsz of the sweep is the last listing that one was made over.
SELECT l.listing_id, l.seller_id, l.quantity
FROM listing l
JOIN etsy_grant g ON g.seller_id = l.seller_id AND g.revoked_at IS NULL
WHERE l.listing_id > (SELECT since_tsz FROM feed_cursor WHERE name = 'sweep')
  AND l.state = 'active' AND l.missing_since IS NULL
ORDER BY l.listing_id FETCH FIRST 100 ROWS ONLY
