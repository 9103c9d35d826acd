-- The next listings of a shop of a chat after one, with a row for each of their variations; a listing that a look found in no
-- list of the shop is left out. threshold: low at or below it, of the listing or the variation.
SELECT l.listing_id, s.seller_id, s.shop_name, l.title, l.state, l.url,
       CASE WHEN l.state = 'sold_out' THEN 0 ELSE COALESCE(o.quantity, l.quantity) END AS left_now, o.name, o.sku,
       COALESCE(v.low_threshold, w.low_threshold, x.low_threshold, CAST(:usualThreshold AS INTEGER)) AS threshold,
       c.time_zone, w.muted_until, w.muted_until_back, CURRENT_TIMESTAMP AS now
FROM chat c
JOIN subscription x ON x.chat_id = c.id
JOIN seller s ON s.seller_id = x.seller_id
JOIN (SELECT * FROM listing
      WHERE seller_id = CAST(:seller AS BIGINT) AND listing_id > CAST(:after AS BIGINT) AND missing_since IS NULL
      ORDER BY listing_id FETCH FIRST 1000 ROWS ONLY) l ON l.seller_id = s.seller_id
LEFT JOIN offering o ON o.listing_id = l.listing_id
LEFT JOIN listing_wish w ON w.chat_id = c.id AND w.listing_id = l.listing_id AND w.variation = 0
LEFT JOIN listing_wish v ON v.chat_id = c.id AND v.listing_id = l.listing_id
  AND v.variation = CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END
WHERE c.channel = :channel AND c.address = :address
ORDER BY l.listing_id, o.product_id
