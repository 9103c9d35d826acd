UPDATE etsy_grant SET lease_owner = NULL, lease_until = NULL
WHERE seller_id = CAST(:sellerId AS BIGINT) AND lease_owner = :lease
