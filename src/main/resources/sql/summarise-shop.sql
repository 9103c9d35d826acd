-- What a shop has for sale, and how much of it is sold out or low to a chat, a variation included, or
-- one of a kind.
SELECT v.seller_id, v.shop_name, v.threshold,
       COUNT(CASE WHEN v.state = 'active' AND v.quantity > 0 THEN 1 END) AS for_sale,
       COUNT(CASE WHEN v.state = 'sold_out' OR v.quantity = 0 THEN 1 END) AS sold_out,
       COUNT(CASE WHEN v.state = 'active' AND v.quantity > 0 AND v.low = 1 THEN 1 END) AS low,
       COUNT(CASE WHEN v.state = 'active' AND v.quantity = 1 AND v.most_seen = 1 THEN 1 END) AS singles
FROM (
    SELECT s.seller_id, s.shop_name, l.state, l.most_seen,
           COALESCE(x.low_threshold, CAST(:usualThreshold AS INTEGER)) AS threshold,
           -- A listing for sale of unknown number has some.
           COALESCE(l.quantity, 1000) AS quantity,
           -- What never had more than one is never low, nor what is made to order: it has nearly 999.
           CASE WHEN EXISTS (
                  SELECT 1
                  FROM offering o
                  LEFT JOIN listing_wish p ON p.chat_id = x.chat_id AND p.listing_id = o.listing_id
                    AND p.variation = CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END
                  WHERE o.listing_id = l.listing_id
                    AND (o.quantity = 0 OR COALESCE(o.most_seen, 2) > 1) AND o.quantity < 900
                    AND COALESCE(p.low_threshold, w.low_threshold, x.low_threshold,
                                 CAST(:usualThreshold AS INTEGER)) > 0
                    AND o.quantity <= COALESCE(p.low_threshold, w.low_threshold, x.low_threshold,
                                               CAST(:usualThreshold AS INTEGER)))
                THEN 1
                WHEN COALESCE(l.most_seen, 2) > 1 AND l.quantity < 900
                 AND l.quantity <= COALESCE(w.low_threshold, x.low_threshold, CAST(:usualThreshold AS INTEGER))
                 AND NOT EXISTS (SELECT 1 FROM offering o WHERE o.listing_id = l.listing_id AND o.quantity IS NOT NULL)
                THEN 1 ELSE 0 END AS low
    FROM subscription x
    JOIN seller s ON s.seller_id = x.seller_id
    LEFT JOIN listing l
      ON l.seller_id = s.seller_id AND l.missing_since IS NULL AND l.state IN ('active', 'sold_out')
    LEFT JOIN listing_wish w ON w.chat_id = x.chat_id AND w.listing_id = l.listing_id AND w.variation = 0
    WHERE x.chat_id = :chat AND x.seller_id = :sellerId) AS v
GROUP BY v.seller_id, v.shop_name, v.threshold
