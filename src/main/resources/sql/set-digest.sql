-- What is null stays as it was.
UPDATE chat
SET digest = COALESCE(CAST(:digest AS VARCHAR(10)), digest),
    digest_of = COALESCE(CAST(:of AS VARCHAR(10)), digest_of),
    digest_day = COALESCE(CAST(:day AS INTEGER), digest_day),
    digest_at = COALESCE(CAST(:at AS INTEGER), digest_at)
WHERE channel = :channel AND address = :address
