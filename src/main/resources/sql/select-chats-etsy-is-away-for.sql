-- Chats with a shop that could not be looked at for so long, since when, and who were not told. A shop whose access was
-- withdrawn is another matter, which its chats hear of by itself. Nobody is told while the bot itself was away.
-- heldSeconds: for how long Etsy has allowed no looks that nobody asked for, the last one of a shop apart; 0 while it does.
SELECT v.id, v.language, v.time_zone, MIN(v.since) AS since
FROM (
    SELECT c.id, COALESCE(c.language_chosen, c.language) AS language, c.time_zone, w.failing_since AS since
    FROM awake a
    JOIN shop_watch w ON w.failing_since IS NOT NULL
    JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
    JOIN subscription x ON x.seller_id = w.seller_id
    JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL AND c.etsy_away_told_at IS NULL
    WHERE a.since <= CURRENT_TIMESTAMP - CAST(:awaySeconds AS INTEGER) * INTERVAL '1' SECOND
    UNION ALL
    SELECT c.id, COALESCE(c.language_chosen, c.language) AS language, c.time_zone,
           GREATEST(x.since, COALESCE(w.looked_at, x.since),
                    CURRENT_TIMESTAMP - CAST(:heldSeconds AS BIGINT) * INTERVAL '1' SECOND) AS since
    FROM awake a
    JOIN shop_watch w ON w.failing_since IS NULL
    JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
    JOIN subscription x ON x.seller_id = w.seller_id
    JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL AND c.etsy_away_told_at IS NULL
    WHERE CAST(:heldSeconds AS BIGINT) > 0
      AND a.since <= CURRENT_TIMESTAMP - CAST(:awaySeconds AS INTEGER) * INTERVAL '1' SECOND) AS v
WHERE v.since <= CURRENT_TIMESTAMP - CAST(:awaySeconds AS INTEGER) * INTERVAL '1' SECOND
GROUP BY v.id, v.language, v.time_zone
