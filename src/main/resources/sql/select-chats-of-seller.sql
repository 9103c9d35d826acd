SELECT c.id, COALESCE(c.language_chosen, c.language) AS language, c.time_zone, c.one_of_a_kind, x.topic
FROM subscription x JOIN chat c ON c.id = x.chat_id
WHERE x.seller_id = :sellerId AND c.retired_at IS NULL
ORDER BY c.id
