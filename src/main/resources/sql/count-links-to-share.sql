-- How many shops somebody logged in for in a chat, and how many of them this user: all, one, or the one that an invitation
-- is to.
SELECT COUNT(*) AS links, COUNT(CASE WHEN x.linked_by = :userId THEN 1 END) AS mine
FROM subscription x JOIN chat c ON c.id = x.chat_id
WHERE c.channel = :channel AND c.address = :address AND x.invited_by IS NULL
  AND (CAST(:sellerId AS BIGINT) IS NULL OR x.seller_id = CAST(:sellerId AS BIGINT))
  AND (CAST(:invite AS BIGINT) IS NULL
       OR x.seller_id IN (SELECT i.seller_id FROM invite i WHERE i.id = CAST(:invite AS BIGINT)))
