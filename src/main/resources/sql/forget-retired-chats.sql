-- Whoever blocked the bot, and did not come back in all that time. The subscriptions and alerts go with the chat.
DELETE FROM chat
WHERE id IN (
    SELECT id FROM chat
    WHERE retired_at < CURRENT_TIMESTAMP - CAST(:#${properties:RETENTION_DAYS} AS INTEGER) * INTERVAL '1' DAY
    FETCH FIRST 20 ROWS ONLY)
