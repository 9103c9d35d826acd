-- One row a chat: how many listings of its shops are sold out, and which.
SELECT c.channel, c.address, COUNT(*) AS listings,
       STRING_AGG(CAST(COALESCE(l.title, 'a listing without a title') AS VARCHAR(500)), U&'\000a') AS titles
FROM subscription x
JOIN chat c ON c.id = x.chat_id AND c.retired_at IS NULL
JOIN listing l ON l.seller_id = x.seller_id AND l.state = 'sold_out' AND l.missing_since IS NULL
GROUP BY c.id, c.channel, c.address
ORDER BY c.id
