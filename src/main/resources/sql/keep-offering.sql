INSERT INTO offering (listing_id, product_id, variation, sku, name, quantity, most_seen, hidden)
VALUES (:#${variable.listing.listingId}, :#${variable.offering.productId}, :#${variable.offering.variation},
        CAST(:#${variable.offering.sku} AS VARCHAR(255)), CAST(:#${variable.offering.name} AS VARCHAR(500)),
        CAST(:#${variable.offering.quantity} AS INTEGER), CAST(:#${variable.offering.mostSeen} AS INTEGER),
        CAST(:#${variable.offering.hidden} AS INTEGER))
