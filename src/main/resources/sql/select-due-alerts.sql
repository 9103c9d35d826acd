-- In order of age, by the index on these columns: the first of very many, without reading or sorting the others.
-- COALESCE keeps HSQLDB from another index.
-- old: the chat was away, or it was noticed, or last found to be true, so long ago that it must be looked at again before
-- it is told. What Etsy lists may be shown for at most 6 hours (Etsy's API terms). What is told of one that was looked at
-- (checked) is as it was found then. What waited as its chat chose (held) is looked at again, however short it waited.
-- single: a listing that never had more than one; only asked for where the chat chose something for these.
SELECT a.id AS alert_id, COALESCE(a.topic, x.topic) AS topic, a.attempts, a.alone, a.message, a.missed, a.held, a.came_back,
       CASE WHEN w.muted_until > CURRENT_TIMESTAMP OR w.muted_until_back = TRUE THEN 1 ELSE 0 END AS muted,
       CASE WHEN CAST(:asksForSingles AS BOOLEAN) = TRUE AND e.kind = 'sold_out'
            THEN (SELECT k.most_seen FROM listing k WHERE k.listing_id = e.listing_id) END AS single_seen,
       CASE WHEN a.checked_at IS NULL THEN 0 ELSE 1 END AS checked,
       e.kind, e.listing_id, COALESCE(l.title, e.title) AS title, COALESCE(e.shop_name, s.shop_name) AS shop_name,
       COALESCE(l.url, e.url) AS url, COALESCE(l.quantity, e.quantity) AS quantity,
       e.skus, e.skus_missing, e.offerings, a.offerings AS own_offerings,
       e.event_key, e.seller_id, s.shop_id, e.quantity_before, e.noticed_at, a.created_at,
       CASE WHEN (a.missed = TRUE OR a.held IS NOT NULL) AND a.checked_at IS NULL THEN 1
            WHEN COALESCE(a.checked_at, e.noticed_at) < CURRENT_TIMESTAMP - INTERVAL '6' HOUR
             AND e.noticed_at < CURRENT_TIMESTAMP - INTERVAL '6' HOUR THEN 1 ELSE 0 END AS old
FROM alert a
LEFT JOIN stock_event e ON e.id = a.event_id
LEFT JOIN seller s ON s.seller_id = e.seller_id
LEFT JOIN subscription x ON x.chat_id = a.chat_id AND x.seller_id = e.seller_id
LEFT JOIN listing_wish w ON w.chat_id = a.chat_id AND w.listing_id = e.listing_id AND w.variation = 0
LEFT JOIN listing l ON l.listing_id = e.listing_id AND a.checked_at IS NOT NULL
WHERE a.chat_id = :chat AND a.state = 'due' AND COALESCE(a.due_at, CURRENT_TIMESTAMP) <= CURRENT_TIMESTAMP
ORDER BY a.chat_id, a.state, a.id FETCH FIRST 100 ROWS ONLY
