-- What health and metrics tell: how many chats may not be written to, how far the feed has been read, which shop is due
-- first, which listing is due first for a sweep, how many shops cannot be looked at and why, and which events wait to be
-- described and why.
SELECT CURRENT_TIMESTAMP AS now,
       (SELECT COUNT(*) FROM chat WHERE closed_tries > 0) AS closed,
       (SELECT MAX(since_tsz) FROM feed_cursor WHERE name = 'listings') AS feed_cursor,
       (SELECT MIN(sweep_at) FROM listing) AS first_sweep,
       (SELECT COUNT(*) FROM shop_watch w JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
        WHERE w.failing_since IS NOT NULL) AS failing,
       (SELECT MAX(w.trouble) FROM shop_watch w JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
        WHERE w.failing_since IS NOT NULL) AS shop_trouble,
       (SELECT COUNT(*) FROM stock_event WHERE described_at IS NULL) AS waiting,
       (SELECT MIN(noticed_at) FROM stock_event WHERE described_at IS NULL) AS first_waiting,
       (SELECT MAX(trouble) FROM stock_event WHERE described_at IS NULL) AS event_trouble,
       (SELECT w.due_at
        FROM shop_watch w JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
        WHERE EXISTS (SELECT 1 FROM subscription x JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL
                      WHERE x.seller_id = w.seller_id)
        ORDER BY w.due_at FETCH FIRST 1 ROW ONLY) AS first_due
FROM (VALUES (1)) AS one (row)
