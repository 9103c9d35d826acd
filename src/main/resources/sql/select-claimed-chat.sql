SELECT id, channel, address, COALESCE(language_chosen, language) AS language, closed_tries FROM chat WHERE lease_owner = :lease
