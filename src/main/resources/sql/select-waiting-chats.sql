-- The chats that have waited longest and may be written to now. It reads all that is due: asked once for many claims.
SELECT c.id
FROM (SELECT chat_id, MIN(due_at) AS since, MIN(id) AS first FROM alert
      WHERE state = 'due' AND due_at <= CURRENT_TIMESTAMP
      GROUP BY chat_id) a
JOIN chat c ON c.id = a.chat_id
WHERE c.retired_at IS NULL AND c.hold_until <= CURRENT_TIMESTAMP
  AND (c.lease_until IS NULL OR c.lease_until < CURRENT_TIMESTAMP)
ORDER BY a.since, a.first LIMIT :chats
