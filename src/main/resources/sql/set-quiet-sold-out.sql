-- Whether what sells out is told in quiet hours, too.
UPDATE chat SET quiet_sold_out = CAST(:through AS BOOLEAN)
WHERE channel = :channel AND address = :address
