-- Etsy takes this access token no more, whatever was said of its end.
UPDATE etsy_grant SET expires_at = CURRENT_TIMESTAMP
WHERE seller_id = CAST(:sellerId AS BIGINT) AND token_sealed = :tokenSealed
