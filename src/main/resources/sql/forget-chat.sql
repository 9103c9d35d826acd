-- Its subscriptions and alerts go with it.
DELETE FROM chat WHERE channel = :channel AND address = :address
