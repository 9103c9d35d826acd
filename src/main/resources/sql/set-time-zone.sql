UPDATE chat SET time_zone = CAST(:zone AS VARCHAR(64))
WHERE channel = :channel AND address = :address
