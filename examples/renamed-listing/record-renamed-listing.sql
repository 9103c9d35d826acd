-- Renamed is a change of the title since the listing was last recorded. A listing that was never seen before is no change.
INSERT INTO stock_event (event_key, kind, listing_id, seller_id, title, shop_name, url, section_id, quantity)
SELECT v.event_key, 'renamed', v.listing_id, v.seller_id, v.title, v.shop_name, v.url, v.section_id, v.quantity
FROM (VALUES (CAST(:#${body.listingId} AS VARCHAR(40)) || ':renamed:' || CAST(:#${body.updatedAt} AS VARCHAR(40)),
              CAST(:#${body.listingId} AS BIGINT), CAST(:#${body.sellerId} AS BIGINT),
              CAST(:#${body.title} AS VARCHAR(2000)),
              CAST(:#${body.shopName} AS VARCHAR(255)), CAST(:#${body.url} AS VARCHAR(2000)),
              CAST(:#${body.sectionId} AS BIGINT), CAST(:#${body.quantity} AS INTEGER)))
  AS v (event_key, listing_id, seller_id, title, shop_name, url, section_id, quantity)
JOIN listing l ON l.listing_id = v.listing_id
WHERE l.title <> v.title
  AND NOT EXISTS (SELECT 1 FROM stock_event e WHERE e.event_key = v.event_key)
