-- A group became a supergroup: same chat, new id. If we know the new one already, the old one is merged into it.
UPDATE chat SET address = :newAddress
WHERE channel = :channel AND address = :address
  AND NOT EXISTS (SELECT 1 FROM chat x WHERE x.channel = :channel AND x.address = :newAddress)
