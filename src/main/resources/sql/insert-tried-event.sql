-- For a transaction that is rolled back.
INSERT INTO stock_event (event_key, kind, listing_id, seller_id, title, shop_name, url, quantity, skus, lease_owner)
VALUES (CAST(:claim AS VARCHAR(200)), :kind, :listing, :seller, CAST(:title AS VARCHAR(2000)),
        CAST(:shopName AS VARCHAR(255)), CAST(:url AS VARCHAR(2000)), CAST(:quantity AS INTEGER),
        CAST(:skus AS VARCHAR(16000)), CAST(:claim AS VARCHAR(64)))
