-- There is no index on the owner; the one on the lease finds the few shops that are leased at all.
SELECT w.seller_id, w.shop_id, w.looked_at, w.full_look_at, w.baseline_at, w.collapsed_at, w.paused_at, w.failing_since,
       w.seen_at, w.usual_sales, w.announced, w.unannounced, w.looks, w.calls, w.listings, w.attempts, w.lows_kept_at,
       s.shop_name, g.token_sealed, CURRENT_TIMESTAMP AS now
FROM shop_watch w
JOIN seller s ON s.seller_id = w.seller_id
JOIN etsy_grant g ON g.seller_id = w.seller_id
WHERE w.lease_until IS NOT NULL AND w.lease_owner = :claim
ORDER BY w.due_at
