-- Chats that came back, and whose shops have been looked at since: all that was found is described. Two minutes after that
-- they wait no longer for a shop that cannot be looked at.
SELECT c.id, c.address
FROM chat c
WHERE c.returned_at IS NOT NULL
  AND (c.returned_at < CURRENT_TIMESTAMP - INTERVAL '2' MINUTE
       OR NOT EXISTS (
         SELECT 1
         FROM subscription x
         LEFT JOIN etsy_grant g ON g.seller_id = x.seller_id AND g.revoked_at IS NULL
         LEFT JOIN shop_watch w ON w.seller_id = g.seller_id
         WHERE x.chat_id = c.id
           AND (COALESCE(w.seen_at, w.baseline_at) < c.returned_at OR w.collapsed_at IS NOT NULL
                OR EXISTS (SELECT 1 FROM stock_event e WHERE e.seller_id = x.seller_id AND e.described_at IS NULL))))
ORDER BY c.returned_at FETCH FIRST 20 ROWS ONLY
