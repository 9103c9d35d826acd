-- The unique key makes the same change one event, however often it is seen.
INSERT INTO stock_event (event_key, kind, listing_id, seller_id, title, shop_name, url, section_id, quantity)
VALUES (:#${body.eventKey}, :#${body.kind}, :#${body.listingId}, :#${body.sellerId},
        :#${body.title}, :#${body.shopName}, :#${body.url},
        CAST(:#${body.sectionId} AS BIGINT), CAST(:#${body.quantity} AS INTEGER))
ON CONFLICT (event_key) DO NOTHING
