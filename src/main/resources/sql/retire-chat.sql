UPDATE chat SET retired_at = CURRENT_TIMESTAMP
WHERE channel = :#channel AND address = :#address AND retired_at IS NULL
