INSERT INTO subscription (chat_id, seller_id, linked_by, since, restocks, topic, low_threshold, invited_by,
                          invited_name)
SELECT n.id, s.seller_id, s.linked_by, s.since, s.restocks, s.topic, s.low_threshold, s.invited_by, s.invited_name
FROM chat o
JOIN subscription s ON s.chat_id = o.id
JOIN chat n ON n.channel = o.channel AND n.address = :newAddress
WHERE o.channel = :channel AND o.address = :address
  AND NOT EXISTS (SELECT 1 FROM subscription x WHERE x.chat_id = n.id AND x.seller_id = s.seller_id)
