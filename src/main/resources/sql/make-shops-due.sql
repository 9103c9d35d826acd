UPDATE shop_watch SET due_at = CURRENT_TIMESTAMP
WHERE seller_id IN (:#in:sellers) AND due_at > CURRENT_TIMESTAMP AND failing_since IS NULL
