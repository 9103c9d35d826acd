-- The listing is back in stock: who did not want to hear of it until then does from now on.
UPDATE listing_wish SET muted_until_back = FALSE WHERE listing_id = :listing AND muted_until_back = TRUE
