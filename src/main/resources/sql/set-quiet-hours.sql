-- Minutes of the chat's day; null: none.
UPDATE chat SET quiet_from = CAST(:from AS INTEGER), quiet_until = CAST(:until AS INTEGER)
WHERE channel = :channel AND address = :address
