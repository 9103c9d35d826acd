-- Who in a chat is on which listing, those last who said so last.
SELECT t.listing_id, t.person
FROM told_alert t JOIN chat c ON c.id = t.chat_id
WHERE c.channel = :channel AND c.address = :address AND t.on_it = TRUE
ORDER BY t.person_at
