-- Chats who were told, and of whose shops none fails any more.
SELECT c.id, c.language
FROM chat c
WHERE c.etsy_away_told_at IS NOT NULL AND c.retired_at IS NULL
  AND EXISTS (
    SELECT 1
    FROM subscription x
    JOIN shop_watch w ON w.seller_id = x.seller_id
    JOIN etsy_grant g ON g.seller_id = x.seller_id AND g.revoked_at IS NULL
    WHERE x.chat_id = c.id)
  AND NOT EXISTS (
    SELECT 1
    FROM subscription x
    JOIN shop_watch w ON w.seller_id = x.seller_id AND w.failing_since IS NOT NULL
    JOIN etsy_grant g ON g.seller_id = x.seller_id AND g.revoked_at IS NULL
    WHERE x.chat_id = c.id)
