-- Alerts of these ids, what they say, and what was last seen of their listings. looked: whether all of the shop was
-- lately, for a look at some listings says nothing of the others; readable: whether it can be looked at at all. aged: what
-- it says is too old to be believed without that.
-- COALESCE keeps HSQLDB from reading all that is due by its index.
SELECT a.id, a.missed, a.held,
       CASE WHEN a.missed = TRUE OR e.noticed_at < CURRENT_TIMESTAMP - INTERVAL '6' HOUR THEN 1 ELSE 0 END AS aged,
       e.kind, e.listing_id, e.seller_id, COALESCE(a.offerings, e.offerings) AS offerings, l.state,
       l.quantity, l.missing_since,
       -- The operator's channels have no subscription, and the usual one.
       COALESCE(p.low_threshold, x.low_threshold) AS low_threshold,
       CASE WHEN w.full_look_at >= CURRENT_TIMESTAMP - INTERVAL '6' HOUR THEN 1 ELSE 0 END AS looked,
       CASE WHEN w.seller_id IS NOT NULL AND g.seller_id IS NOT NULL AND g.revoked_at IS NULL THEN 1 ELSE 0 END AS readable
FROM alert a
JOIN stock_event e ON e.id = a.event_id
LEFT JOIN subscription x ON x.chat_id = a.chat_id AND x.seller_id = e.seller_id
LEFT JOIN listing_wish p ON p.chat_id = a.chat_id AND p.listing_id = e.listing_id AND p.variation = 0
LEFT JOIN listing l ON l.listing_id = e.listing_id
LEFT JOIN shop_watch w ON w.seller_id = e.seller_id
LEFT JOIN etsy_grant g ON g.seller_id = e.seller_id
WHERE a.id IN (:ids) AND COALESCE(a.state, '') = 'due'
ORDER BY a.id
