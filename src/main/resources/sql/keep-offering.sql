INSERT INTO offering (listing_id, product_id, variation, sku, name, quantity, most_seen, hidden)
VALUES (:listingId, :productId, :variation,
        CAST(:sku AS VARCHAR(255)), CAST(:name AS VARCHAR(500)),
        CAST(:quantity AS INTEGER), CAST(:mostSeen AS INTEGER),
        CAST(:hidden AS INTEGER))
