DELETE FROM login WHERE channel = :channel AND address = :address
