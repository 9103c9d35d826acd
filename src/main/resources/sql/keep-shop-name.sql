-- The feed names the shop; until then we knew only what the seller logs in as.
UPDATE seller SET shop_name = :shopName
WHERE seller_id = :sellerId AND (shop_name IS NULL OR shop_name <> :shopName)
