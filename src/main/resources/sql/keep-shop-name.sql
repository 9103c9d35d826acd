-- The feed names the shop; until then we knew only what the seller logs in as.
UPDATE seller SET shop_name = CAST(:#${variable.listing.shopName} AS VARCHAR(255))
WHERE seller_id = :#${variable.listing.sellerId}
  AND CAST(:#${variable.listing.shopName} AS VARCHAR(255)) IS NOT NULL
  AND (shop_name IS NULL OR shop_name <> CAST(:#${variable.listing.shopName} AS VARCHAR(255)))
