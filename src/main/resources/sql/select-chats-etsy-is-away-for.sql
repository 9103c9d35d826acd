-- Chats with a shop that could not be looked at for so long, since when, and who were not told. A shop whose access was
-- withdrawn is another matter, which its chats hear of by itself. Nobody is told while the bot itself was away.
SELECT c.id, c.language, MIN(w.failing_since) AS since
FROM shop_watch w
JOIN etsy_grant g ON g.seller_id = w.seller_id AND g.revoked_at IS NULL
JOIN awake a ON a.since <= CURRENT_TIMESTAMP - CAST(:#awaySeconds AS INTEGER) * INTERVAL '1' SECOND
JOIN subscription x ON x.seller_id = w.seller_id
JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL AND c.etsy_away_told_at IS NULL
WHERE w.failing_since <= CURRENT_TIMESTAMP - CAST(:#awaySeconds AS INTEGER) * INTERVAL '1' SECOND
GROUP BY c.id, c.language
