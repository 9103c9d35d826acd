DELETE FROM offering WHERE listing_id = :#${variable.listing.listingId}
