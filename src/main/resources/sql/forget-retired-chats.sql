-- Chats that blocked the bot and did not come back in all that time. The subscriptions and alerts go with the chat.
-- The condition stands twice: only the outer one is sure to be checked again after waiting for a row.
DELETE FROM chat
WHERE id IN (
    SELECT id FROM chat
    WHERE retired_at < CURRENT_TIMESTAMP - CAST(:retentionDays AS INTEGER) * INTERVAL '1' DAY
    FETCH FIRST 20 ROWS ONLY)
  AND retired_at < CURRENT_TIMESTAMP - CAST(:retentionDays AS INTEGER) * INTERVAL '1' DAY
