-- Shops that Etsy lets nobody read any more since this chat was retired: it has not been told.
SELECT c.id, COALESCE(c.language_chosen, c.language) AS language, x.topic, s.seller_id, s.shop_name,
       CASE WHEN x.invited_by IS NOT NULL THEN TRUE ELSE FALSE END AS invited
FROM chat c
JOIN subscription x ON x.chat_id = c.id
JOIN seller s ON s.seller_id = x.seller_id
JOIN shop_watch w ON w.seller_id = s.seller_id
JOIN etsy_grant g ON g.seller_id = s.seller_id AND g.revoked_at >= c.retired_at
WHERE c.id = :chat
