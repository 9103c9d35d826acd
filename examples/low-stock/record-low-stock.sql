-- Low is a crossing: few are left now, and the listing had more when it was last seen, or was never seen.
INSERT INTO stock_event (event_key, kind, listing_id, seller_id, title, shop_name, url, section_id, quantity)
SELECT v.event_key, 'low', v.listing_id, v.seller_id, v.title, v.shop_name, v.url, v.section_id, v.quantity
FROM (VALUES (CAST(:#${body.listingId} AS VARCHAR(40)) || ':low:' || CAST(:#${body.changedAt} AS VARCHAR(40)),
              CAST(:#${body.listingId} AS BIGINT), CAST(:#${body.sellerId} AS BIGINT),
              CAST(:#${body.state} AS VARCHAR(40)), CAST(:#${body.title} AS VARCHAR(2000)),
              CAST(:#${body.shopName} AS VARCHAR(255)), CAST(:#${body.url} AS VARCHAR(2000)),
              CAST(:#${body.sectionId} AS BIGINT), CAST(:#${body.quantity} AS INTEGER),
              CAST(:#${body.changedAt} AS BIGINT), CAST(:#lowAt AS INTEGER)))
  AS v (event_key, listing_id, seller_id, state, title, shop_name, url, section_id, quantity, changed_tsz, low_at)
LEFT JOIN listing l ON l.listing_id = v.listing_id
WHERE v.state = 'active' AND v.quantity BETWEEN 1 AND v.low_at
  AND (l.listing_id IS NULL OR (l.quantity > v.low_at AND l.changed_tsz < v.changed_tsz))
  AND NOT EXISTS (SELECT 1 FROM stock_event e WHERE e.event_key = v.event_key)
