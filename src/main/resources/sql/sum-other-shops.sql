-- What a usual look takes at all other shops together, and what it sees there.
SELECT COALESCE(SUM(w.calls), 0) AS calls, COALESCE(SUM(w.listings), 0) AS listings
FROM shop_watch w JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
WHERE w.seller_id <> :#${variable.shop[seller_id]}
  AND EXISTS (SELECT 1 FROM subscription x JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL
              WHERE x.seller_id = w.seller_id)
