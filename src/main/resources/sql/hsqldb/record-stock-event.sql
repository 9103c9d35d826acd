-- The unique key makes the same change one event, however often it is seen.
MERGE INTO stock_event e
USING (VALUES (CAST(:eventKey AS VARCHAR(200)), CAST(:kind AS VARCHAR(40)),
               CAST(:listingId AS BIGINT), CAST(:sellerId AS BIGINT),
               CAST(:title AS VARCHAR(2000)), CAST(:shopName AS VARCHAR(255)),
               CAST(:url AS VARCHAR(2000)), CAST(:sectionId AS BIGINT),
               CAST(:quantity AS INTEGER), CAST(:quantityBefore AS INTEGER),
               CAST(:skus AS VARCHAR(16000)), CAST(:offerings AS VARCHAR(16000))))
  AS v (event_key, kind, listing_id, seller_id, title, shop_name, url, section_id, quantity, quantity_before, skus,
        offerings)
ON e.event_key = v.event_key
WHEN NOT MATCHED THEN
  INSERT (event_key, kind, listing_id, seller_id, title, shop_name, url, section_id, quantity, quantity_before, skus,
          offerings)
  VALUES (v.event_key, v.kind, v.listing_id, v.seller_id, v.title, v.shop_name, v.url, v.section_id, v.quantity,
          v.quantity_before, v.skus, v.offerings)
