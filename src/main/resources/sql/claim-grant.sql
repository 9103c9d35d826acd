-- One refresh at a time, on whatever node, and none of a refresh token that was replaced since it was read.
UPDATE etsy_grant
SET lease_owner = :lease, lease_until = CURRENT_TIMESTAMP + INTERVAL '25' SECOND
WHERE seller_id = CAST(:sellerId AS BIGINT) AND secret_sealed = :secretSealed
  AND revoked_at IS NULL
  AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)
