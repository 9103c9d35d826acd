-- The chat whose alert is the newest of all that are due, if it may be written to now. Of a burst for chats that may not,
-- only so many are passed over: the oldest are found without it. held: as in claim-chat.
-- Rows that another node is just claiming are passed over: nobody waits, and nobody comes away with nothing.
UPDATE chat
SET lease_owner = :lease, lease_until = CURRENT_TIMESTAMP + CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND
WHERE id = (
    SELECT c.id
    FROM (SELECT chat_id, due_at, id FROM alert
          WHERE state = 'due' AND due_at <= CURRENT_TIMESTAMP
          ORDER BY state DESC, due_at DESC, id DESC FETCH FIRST 500 ROWS ONLY) a
    JOIN chat c ON c.id = a.chat_id
    WHERE c.retired_at IS NULL AND c.hold_until <= CURRENT_TIMESTAMP
      AND (c.lease_until IS NULL OR c.lease_until < CURRENT_TIMESTAMP)
      AND (c.lease_owner IS NULL OR c.lease_owner NOT IN (:held))
    ORDER BY a.due_at DESC, a.id DESC FETCH FIRST 1 ROW ONLY
    FOR UPDATE OF c SKIP LOCKED)
