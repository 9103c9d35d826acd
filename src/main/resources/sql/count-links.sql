-- How many shops are linked to a chat, and how many of them by this user.
SELECT COUNT(*) AS links, COUNT(CASE WHEN x.linked_by = :userId THEN 1 END) AS mine
FROM subscription x JOIN chat c ON c.id = x.chat_id
WHERE c.channel = :channel AND c.address = :address
