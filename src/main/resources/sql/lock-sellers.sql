-- A log-in that links one of them now waits, or has done so before the next statement.
SELECT seller_id FROM seller WHERE seller_id IN (:sellers) FOR UPDATE
