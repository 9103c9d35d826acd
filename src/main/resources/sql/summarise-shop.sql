-- What a shop has for sale, and how much of it is sold out or low, a variation included.
SELECT v.seller_id, v.shop_name, v.threshold,
       COUNT(CASE WHEN v.state = 'active' AND v.quantity > 0 THEN 1 END) AS for_sale,
       COUNT(CASE WHEN v.state = 'sold_out' OR v.quantity = 0 THEN 1 END) AS sold_out,
       COUNT(CASE WHEN v.state = 'active' AND v.quantity > 0 AND v.low_at > 0 AND v.fewest <= v.low_at
                  THEN 1 END) AS low
FROM (
    SELECT s.seller_id, s.shop_name, l.state,
           COALESCE(s.low_threshold, CAST(:usualThreshold AS INTEGER)) AS threshold,
           COALESCE(l.low_threshold, s.low_threshold, CAST(:usualThreshold AS INTEGER)) AS low_at,
           -- A listing for sale of unknown number has some.
           COALESCE(l.quantity, 1000) AS quantity,
           -- Of what has ever had more than one: what never had is never low.
           COALESCE((SELECT MIN(CASE WHEN o.quantity > 0 AND o.most_seen <= 1 THEN 1000 ELSE o.quantity END)
                     FROM offering o WHERE o.listing_id = l.listing_id),
                    CASE WHEN COALESCE(l.most_seen, 2) > 1 THEN l.quantity END) AS fewest
    FROM seller s
    LEFT JOIN listing l
      ON l.seller_id = s.seller_id AND l.missing_since IS NULL AND l.state IN ('active', 'sold_out')
    WHERE s.seller_id = :sellerId) AS v
GROUP BY v.seller_id, v.shop_name, v.threshold
