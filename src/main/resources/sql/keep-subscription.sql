INSERT INTO subscription (chat_id, seller_id, linked_by, topic, invited_by, invited_name)
SELECT c.id, s.seller_id, CAST(:userId AS VARCHAR(40)), CAST(:topic AS BIGINT), CAST(:invitedBy AS BIGINT),
       CAST(:invitedName AS VARCHAR(255))
FROM chat c JOIN seller s ON s.seller_id = :sellerId
WHERE c.channel = :channel AND c.address = :address
  AND NOT EXISTS (SELECT 1 FROM subscription x WHERE x.chat_id = c.id AND x.seller_id = s.seller_id)
