SELECT COUNT(*) FROM invite WHERE guest_channel = :channel AND guest_address = :address
