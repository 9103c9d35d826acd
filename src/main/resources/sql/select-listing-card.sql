-- A listing with a row for each of its variations, those with the fewest left first, if the chat watches its shop.
-- own, of_shop, of_variation: at how many left it is low by the chat's choice for it, its shop or the variation.
SELECT c.time_zone, l.listing_id, s.seller_id, s.shop_name, l.title, l.state, l.quantity, l.url, l.missing_since, l.most_seen,
       x.low_threshold AS of_shop, w.low_threshold AS own, w.muted_until, w.muted_until_back,
       o.name, o.sku, o.quantity AS variation_left, o.most_seen AS variation_most, v.low_threshold AS of_variation,
       (SELECT COUNT(*) FROM subscription y WHERE y.chat_id = c.id) AS shops, CURRENT_TIMESTAMP AS now
FROM chat c
JOIN subscription x ON x.chat_id = c.id
JOIN seller s ON s.seller_id = x.seller_id
JOIN listing l ON l.seller_id = s.seller_id
LEFT JOIN offering o ON o.listing_id = l.listing_id
LEFT JOIN listing_wish w ON w.chat_id = c.id AND w.listing_id = l.listing_id AND w.variation = 0
LEFT JOIN listing_wish v ON v.chat_id = c.id AND v.listing_id = l.listing_id
  AND v.variation = CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END
WHERE c.channel = :channel AND c.address = :address AND l.listing_id = CAST(:listing AS BIGINT)
ORDER BY COALESCE(o.quantity, 1000000), o.product_id FETCH FIRST 200 ROWS ONLY
