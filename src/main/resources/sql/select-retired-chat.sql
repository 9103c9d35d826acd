SELECT id FROM chat WHERE channel = :channel AND address = :address AND retired_at IS NOT NULL
