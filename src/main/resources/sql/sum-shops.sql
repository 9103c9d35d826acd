-- What a usual look takes at all shops together, and what it sees there.
SELECT COALESCE(SUM(w.calls), 0) AS calls, COALESCE(SUM(w.listings), 0) AS listings
FROM shop_watch w JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
WHERE EXISTS (SELECT 1 FROM subscription x JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL
              WHERE x.seller_id = w.seller_id)
