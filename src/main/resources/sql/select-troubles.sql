-- What the database knows of the bot's own troubles. failing, looked: 1 if shops could not be looked at for so long, and
-- shops that were looked at within that time; feeds: feeds that were not read for so long, none while the bot itself was
-- away within that time; waiting, waiting_trouble: events that have waited to be described for longer than that, and why.
SELECT CURRENT_TIMESTAMP AS now,
       (SELECT COUNT(*) FROM alert WHERE state = 'refused') AS refused,
       (SELECT COUNT(*)
        FROM shop_watch w JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
        WHERE w.failing_since IS NOT NULL
          AND w.failing_since <= CURRENT_TIMESTAMP - CAST(:awaySeconds AS INTEGER) * INTERVAL '1' SECOND
          AND EXISTS (SELECT 1 FROM subscription x JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL
                      WHERE x.seller_id = w.seller_id)
          AND EXISTS (SELECT 1 FROM awake a
                      WHERE a.since <= CURRENT_TIMESTAMP - CAST(:awaySeconds AS INTEGER) * INTERVAL '1' SECOND)) AS failing,
       (SELECT CASE WHEN MAX(looked_at)
                         > CURRENT_TIMESTAMP - CAST(:awaySeconds AS INTEGER) * INTERVAL '1' SECOND THEN 1 ELSE 0 END
        FROM shop_watch) AS looked,
       (SELECT COUNT(*) FROM feed_cursor
        WHERE name = 'listings'
          AND read_at <= CURRENT_TIMESTAMP - CAST(:awaySeconds AS INTEGER) * INTERVAL '1' SECOND
          AND EXISTS (SELECT 1 FROM awake a
                      WHERE a.since <= CURRENT_TIMESTAMP - CAST(:awaySeconds AS INTEGER) * INTERVAL '1' SECOND)) AS feeds,
       (SELECT COUNT(*) FROM stock_event
        WHERE described_at IS NULL
          AND noticed_at < CURRENT_TIMESTAMP - CAST(:waitingSeconds AS INTEGER) * INTERVAL '1' SECOND) AS waiting,
       (SELECT MAX(trouble) FROM stock_event
        WHERE described_at IS NULL
          AND noticed_at < CURRENT_TIMESTAMP - CAST(:waitingSeconds AS INTEGER) * INTERVAL '1' SECOND) AS waiting_trouble
FROM look_pace WHERE name = 'looks'
