UPDATE chat SET retired_at = NULL WHERE channel = :#channel AND address = :#address AND retired_at IS NOT NULL
