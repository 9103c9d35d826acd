-- What becomes of the sell-out of a listing that is one of a kind: told, digest or off.
UPDATE chat SET one_of_a_kind = CAST(:what AS VARCHAR(10))
WHERE channel = :channel AND address = :address
