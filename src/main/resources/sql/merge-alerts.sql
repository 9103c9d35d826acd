UPDATE alert
SET chat_id = (SELECT n.id FROM chat n WHERE n.channel = :channel AND n.address = :newAddress)
WHERE chat_id = (SELECT o.id FROM chat o WHERE o.channel = :channel AND o.address = :address)
  AND NOT EXISTS (
    SELECT 1 FROM alert x JOIN chat n ON n.id = x.chat_id
    WHERE n.channel = :channel AND n.address = :newAddress AND x.event_id = alert.event_id)
