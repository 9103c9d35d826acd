-- The chats that may be written to now, and in which messages may have to be edited.
SELECT c.id
FROM (SELECT chat_id, MIN(due_at) AS since FROM told_alert WHERE due_at <= CURRENT_TIMESTAMP GROUP BY chat_id) t
JOIN chat c ON c.id = t.chat_id
WHERE c.retired_at IS NULL AND c.hold_until <= CURRENT_TIMESTAMP
  AND (c.lease_until IS NULL OR c.lease_until < CURRENT_TIMESTAMP)
ORDER BY t.since LIMIT :chats
