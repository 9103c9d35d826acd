-- What goes into the digest needs one: it is daily, if there was none.
UPDATE chat
SET one_of_a_kind = CAST(:choice AS VARCHAR(10)),
    digest = CASE WHEN CAST(:choice AS VARCHAR(10)) = 'digest' AND digest = 'off'
                  THEN CAST('daily' AS VARCHAR(10)) ELSE digest END
WHERE channel = :channel AND address = :address
