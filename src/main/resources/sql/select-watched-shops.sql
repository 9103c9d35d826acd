-- The shops of a chat, for /status and /restock, and for the questions before anything is forgotten.
-- due_at, sweep_at: when it is due for a look, or a listing of it for a sweep, and the pace of looks allows that.
SELECT s.seller_id, s.shop_name, x.since, x.restocks, g.revoked_at,
       (SELECT MAX(read_at) FROM feed_cursor WHERE name = 'listings') AS read_at, c.time_zone, CURRENT_TIMESTAMP AS now,
       COALESCE(x.low_threshold, CAST(:usualThreshold AS INTEGER)) AS threshold,
       w.looked_at, w.failing_since, w.trouble,
       CASE WHEN w.due_at IS NOT NULL THEN GREATEST(w.due_at, (SELECT free_at FROM look_pace WHERE name = 'looks')) END
         AS due_at,
       (SELECT MAX(l.seen_at) FROM listing l WHERE l.seller_id = s.seller_id) AS swept_at,
       (SELECT GREATEST(MIN(l.sweep_at), (SELECT free_at FROM look_pace WHERE name = 'sweeps'))
        FROM listing l WHERE l.seller_id = s.seller_id AND l.sweep_at IS NOT NULL) AS sweep_at
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
LEFT JOIN etsy_grant g ON g.seller_id = s.seller_id
LEFT JOIN shop_watch w ON w.seller_id = s.seller_id
WHERE c.channel = :channel AND c.address = :address
ORDER BY x.since, s.seller_id
