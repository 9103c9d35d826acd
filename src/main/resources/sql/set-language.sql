-- Null: the one that Telegram names.
UPDATE chat SET language_chosen = CAST(:chosen AS VARCHAR(35))
WHERE channel = :channel AND address = :address
