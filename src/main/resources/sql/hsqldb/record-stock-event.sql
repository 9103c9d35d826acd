-- The unique key makes the same change one event, however often it is seen.
MERGE INTO stock_event e
USING (VALUES (CAST(:#${variable.noticed.eventKey} AS VARCHAR(200)), CAST(:#${variable.noticed.kind} AS VARCHAR(40)),
               CAST(:#${variable.noticed.listingId} AS BIGINT), CAST(:#${variable.noticed.sellerId} AS BIGINT),
               CAST(:#${variable.noticed.title} AS VARCHAR(2000)), CAST(:#${variable.noticed.shopName} AS VARCHAR(255)),
               CAST(:#${variable.noticed.url} AS VARCHAR(2000)), CAST(:#${variable.noticed.sectionId} AS BIGINT),
               CAST(:#${variable.noticed.quantity} AS INTEGER), CAST(:#${variable.noticed.quantityBefore} AS INTEGER),
               CAST(:#${variable.skus} AS VARCHAR(16000)), CAST(:#${variable.offerings} AS VARCHAR(16000))))
  AS v (event_key, kind, listing_id, seller_id, title, shop_name, url, section_id, quantity, quantity_before, skus,
        offerings)
ON e.event_key = v.event_key
WHEN NOT MATCHED THEN
  INSERT (event_key, kind, listing_id, seller_id, title, shop_name, url, section_id, quantity, quantity_before, skus,
          offerings)
  VALUES (v.event_key, v.kind, v.listing_id, v.seller_id, v.title, v.shop_name, v.url, v.section_id, v.quantity,
          v.quantity_before, v.skus, v.offerings)
