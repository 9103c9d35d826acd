-- One that was used is known as such for a day.
DELETE FROM login
WHERE channel = :channel AND address = :address AND (user_id = :userId OR user_id IS NULL) AND used_at IS NULL
