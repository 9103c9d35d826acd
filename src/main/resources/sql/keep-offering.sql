INSERT INTO offering (listing_id, product_id, sku, name, quantity)
VALUES (:#${variable.listing.listingId}, :#${variable.offering.productId},
        CAST(:#${variable.offering.sku} AS VARCHAR(255)), CAST(:#${variable.offering.name} AS VARCHAR(500)),
        CAST(:#${variable.offering.quantity} AS INTEGER))
