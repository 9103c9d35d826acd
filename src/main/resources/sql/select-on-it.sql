-- Who is on what a message told.
SELECT t.on_it, t.person, t.state
FROM told_alert t JOIN chat c ON c.id = t.chat_id
WHERE c.channel = :channel AND c.address = :address AND t.message_id = :messageId
ORDER BY t.alert_id FETCH FIRST 1 ROW ONLY
