-- Chats who were told, and of whose shops none fails any more and each was seen again since, while looks are not held back.
SELECT c.id, COALESCE(c.language_chosen, c.language) AS language
FROM chat c
WHERE c.etsy_away_told_at IS NOT NULL AND c.retired_at IS NULL AND CAST(:heldSeconds AS BIGINT) = 0
  AND EXISTS (
    SELECT 1
    FROM subscription x
    JOIN shop_watch w ON w.seller_id = x.seller_id
    JOIN etsy_grant g ON g.seller_id = x.seller_id AND g.revoked_at IS NULL
    WHERE x.chat_id = c.id)
  AND NOT EXISTS (
    SELECT 1
    FROM subscription x
    JOIN shop_watch w ON w.seller_id = x.seller_id
    JOIN etsy_grant g ON g.seller_id = x.seller_id AND g.revoked_at IS NULL
    WHERE x.chat_id = c.id
      AND (w.failing_since IS NOT NULL
           OR (COALESCE(w.looked_at, x.since) <= c.etsy_away_told_at
               AND NOT EXISTS (SELECT 1 FROM listing l
                               WHERE l.seller_id = w.seller_id AND l.seen_at > c.etsy_away_told_at))))
