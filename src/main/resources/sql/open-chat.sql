-- It took a message again.
UPDATE chat SET closed_tries = 0, closed_at = NULL, closed_told = FALSE WHERE lease_owner = :lease
