-- Somebody is on what a message told, or takes that back: once, the first who says so.
UPDATE told_alert
SET on_it = CAST(:wanted AS BOOLEAN), person = CAST(:person AS VARCHAR(64)), person_at = CURRENT_TIMESTAMP,
    due_at = CURRENT_TIMESTAMP, tries = 0, changes = changes + 1
WHERE message_id = :messageId AND on_it <> CAST(:wanted AS BOOLEAN) AND COALESCE(state, '') <> 'back'
  AND chat_id = (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
