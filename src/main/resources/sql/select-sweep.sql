-- The listings that are due first, and they are not waited for. The inner query only walks the index on sweep_at. FETCH
-- FIRST has each of the shops looked up: PostgreSQL would otherwise read all the others, too, to join these few.
-- watched: false when the access is gone or no chat listens any more.
SELECT l.listing_id, l.seller_id, l.quantity, l.sold, l.sold_days, l.sold_at,
       l.seen_at, s.shop_seen_at, s.usual_sales, s.announced, s.unannounced,
       -- The highest of anybody who hears of it.
       (SELECT MAX(GREATEST(COALESCE(w.low_threshold, x.low_threshold, CAST(:usualThreshold AS INTEGER)),
                            COALESCE(v.low_threshold, 0)))
        FROM subscription x
        LEFT JOIN listing_wish w ON w.chat_id = x.chat_id AND w.listing_id = l.listing_id AND w.variation = 0
        LEFT JOIN listing_wish v ON v.chat_id = x.chat_id AND v.listing_id = l.listing_id AND v.variation <> 0
        WHERE x.seller_id = l.seller_id) AS low_threshold,
       CURRENT_TIMESTAMP AS now,
       CASE WHEN s.usual_sales IS NOT NULL
              AND EXISTS (SELECT 1
                          FROM etsy_grant g
                          JOIN subscription x ON x.seller_id = g.seller_id
                          JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL
                          WHERE g.seller_id = l.seller_id AND g.revoked_at IS NULL)
            THEN TRUE ELSE FALSE END AS watched
FROM (SELECT listing_id, seller_id, quantity, sold, sold_days, sold_at, seen_at
      FROM listing
      WHERE sweep_at IS NOT NULL
      ORDER BY sweep_at
      FETCH FIRST 100 ROWS ONLY) l
JOIN LATERAL (SELECT w.seen_at AS shop_seen_at, w.usual_sales, w.announced, w.unannounced
              FROM seller s LEFT JOIN shop_watch w ON w.seller_id = s.seller_id
              WHERE s.seller_id = l.seller_id
              FETCH FIRST 1 ROW ONLY) s ON TRUE
