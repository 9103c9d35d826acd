-- For a transaction that is rolled back.
INSERT INTO stock_event (event_key, kind, listing_id, seller_id, title, shop_name, url, quantity, skus, lease_owner)
VALUES (CAST(:#claim AS VARCHAR(200)), :#${variable.event[kind]}, :#${variable.event[listing_id]},
        :#${variable.event[seller_id]}, CAST(:#${variable.event[title]} AS VARCHAR(2000)),
        CAST(:#${variable.event[shop_name]} AS VARCHAR(255)), CAST(:#${variable.event[url]} AS VARCHAR(2000)),
        CAST(:#${variable.event[quantity]} AS INTEGER), CAST(:#${variable.event[skus]} AS VARCHAR(16000)),
        CAST(:#claim AS VARCHAR(64)))
