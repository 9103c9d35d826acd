-- The unique key makes the same change one event, however often it is seen.
INSERT INTO stock_event (event_key, kind, listing_id, seller_id, title, shop_name, url, section_id, quantity,
                         quantity_before, skus, offerings)
VALUES (:#${variable.noticed.eventKey}, :#${variable.noticed.kind}, :#${variable.noticed.listingId}, :#${variable.noticed.sellerId},
        :#${variable.noticed.title}, :#${variable.noticed.shopName}, :#${variable.noticed.url},
        CAST(:#${variable.noticed.sectionId} AS BIGINT), CAST(:#${variable.noticed.quantity} AS INTEGER),
        CAST(:#${variable.noticed.quantityBefore} AS INTEGER),
        CAST(:#${variable.skus} AS VARCHAR(16000)), CAST(:#${variable.offerings} AS VARCHAR(16000)))
ON CONFLICT (event_key) DO NOTHING
