UPDATE invite SET guest_address = :newAddress WHERE guest_channel = :channel AND guest_address = :address
