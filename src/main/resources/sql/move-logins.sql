UPDATE login SET address = :newAddress WHERE channel = :channel AND address = :address
