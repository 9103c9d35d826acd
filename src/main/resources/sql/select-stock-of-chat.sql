-- All that a chat's shops have for sale or sold out, with a row for each variation; with the words by which it can be found,
-- where somebody looks for some. In no order: what runs out first hangs on what the chat chose, so no index has that order, and
-- the program sorts numbers faster than a database sorts rows.
SELECT l.listing_id, l.state, l.quantity, l.most_seen, l.changed_tsz, l.sold, l.sold_days, x.low_threshold,
       CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END AS variation,
       o.quantity AS variation_left, o.most_seen AS variation_most,
       CASE WHEN CAST(:words AS BOOLEAN) THEN l.title END AS title, CASE WHEN CAST(:words AS BOOLEAN) THEN o.name END AS name,
       CASE WHEN CAST(:words AS BOOLEAN) THEN o.sku END AS sku
FROM chat c
JOIN subscription x ON x.chat_id = c.id
JOIN listing l ON l.seller_id = x.seller_id
LEFT JOIN offering o ON o.listing_id = l.listing_id
WHERE c.channel = :channel AND c.address = :address AND l.state IN ('active', 'sold_out') AND l.missing_since IS NULL
