UPDATE chat SET returned_at = NULL WHERE id = :chat
