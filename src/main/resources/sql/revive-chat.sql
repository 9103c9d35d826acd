UPDATE chat SET retired_at = NULL, returned_at = CURRENT_TIMESTAMP WHERE id = :chat AND retired_at IS NOT NULL
