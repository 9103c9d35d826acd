-- Which sellers of a page have somebody who wants to be told.
SELECT DISTINCT s.seller_id
FROM subscription s JOIN chat c ON c.id = s.chat_id
WHERE c.retired_at IS NULL AND s.seller_id IN (:#in:sellers)
