-- A later log-in of the same shop, begun in another topic: the chat hears of it there from now on. One that was invited
-- has its own log-in then.
UPDATE subscription SET topic = CAST(:topic AS BIGINT), invited_by = NULL, invited_name = NULL
WHERE seller_id = :sellerId
  AND chat_id = (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
