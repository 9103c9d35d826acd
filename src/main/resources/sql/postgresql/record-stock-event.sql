-- The unique key makes the same change one event, however often it is seen.
INSERT INTO stock_event (event_key, kind, listing_id, seller_id, title, shop_name, url, section_id, quantity,
                         quantity_before, skus, offerings)
VALUES (:eventKey, :kind, :listingId, :sellerId,
        :title, :shopName, :url,
        CAST(:sectionId AS BIGINT), CAST(:quantity AS INTEGER),
        CAST(:quantityBefore AS INTEGER),
        CAST(:skus AS VARCHAR(16000)), CAST(:offerings AS VARCHAR(16000)))
ON CONFLICT (event_key) DO NOTHING
