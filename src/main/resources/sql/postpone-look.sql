-- Not before Etsy takes calls for its seller again.
-- wanted: whether a webhook or a sweep asked for it; then it does not lose its place, and waits for its next try only.
-- trouble: why it failed; null when nothing is wrong with Etsy, and only our quota is used up.
UPDATE shop_watch
SET lease_owner = NULL, lease_until = NULL,
    due_at = GREATEST(
      CURRENT_TIMESTAMP + CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND,
      (SELECT COALESCE(MAX(g.held_until), CURRENT_TIMESTAMP) FROM etsy_grant g
       WHERE g.seller_id = :sellerId)),
    wanted_at = CASE WHEN :wanted = TRUE THEN CURRENT_TIMESTAMP + CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND
                     ELSE wanted_at END,
    failing_since = CASE WHEN CAST(:trouble AS VARCHAR(255)) IS NULL THEN failing_since
                         ELSE COALESCE(failing_since, CURRENT_TIMESTAMP) END,
    trouble = COALESCE(CAST(:trouble AS VARCHAR(255)), trouble)
WHERE seller_id = :sellerId AND lease_owner = :claim
