UPDATE webhook_delivery SET worked_at = CURRENT_TIMESTAMP WHERE look = :lookId AND worked_at IS NULL
