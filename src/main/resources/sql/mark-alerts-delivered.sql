-- Retired: the chat blocked the bot right after it had accepted the message.
-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert SET state = 'delivered', closed_at = CURRENT_TIMESTAMP, trouble = NULL
WHERE id IN (:ids) AND COALESCE(state, '') IN ('due', 'retired')
