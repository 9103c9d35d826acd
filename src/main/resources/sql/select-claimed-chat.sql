SELECT id, channel, address, language, closed_tries FROM chat WHERE lease_owner = :lease
