-- Only the first to notice changes a row, and tells the seller.
UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP
WHERE seller_id = :sellerId AND revoked_at IS NULL AND token_sealed = :tokenSealed
