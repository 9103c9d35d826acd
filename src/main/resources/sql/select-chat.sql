SELECT id FROM chat WHERE channel = :channel AND address = :address
