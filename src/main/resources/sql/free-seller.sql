UPDATE etsy_grant SET held_until = NULL, refusals = 0
WHERE seller_id = CAST(:sellerId AS BIGINT) AND refusals > 0
