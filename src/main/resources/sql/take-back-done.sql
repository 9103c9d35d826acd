-- Only what is not due yet: what is may be on its way.
DELETE FROM alert
WHERE chat_id = :chat AND link_of = :sellerId AND state = 'due' AND due_at > CURRENT_TIMESTAMP
