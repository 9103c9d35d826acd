SELECT id, channel, address, language FROM chat WHERE lease_owner = :#lease
