-- A later log-in of the same shop, begun in another topic: the chat hears of it there from now on.
UPDATE subscription SET topic = CAST(:topic AS BIGINT)
WHERE seller_id = :sellerId
  AND chat_id = (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
