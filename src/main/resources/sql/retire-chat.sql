UPDATE chat SET retired_at = CURRENT_TIMESTAMP, returned_at = NULL, closed_tries = 0, closed_at = NULL, closed_told = FALSE
WHERE channel = :channel AND address = :address AND retired_at IS NULL
