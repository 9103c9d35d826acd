-- The invitation that a link is of, as long as the link works; followed by this chat already or not, which may hear of the
-- shop already.
SELECT i.id, i.topic, c.id AS chat, COALESCE(c.language_chosen, c.language) AS language, s.seller_id, s.shop_name,
       CASE WHEN i.asked_at IS NOT NULL THEN TRUE ELSE FALSE END AS asked,
       CASE WHEN i.guest_channel = :channel AND i.guest_address = :address THEN TRUE ELSE FALSE END AS mine,
       CASE WHEN EXISTS (SELECT 1 FROM subscription y JOIN chat g ON g.id = y.chat_id
                         WHERE g.channel = :channel AND g.address = :address AND y.seller_id = i.seller_id)
            THEN TRUE ELSE FALSE END AS hears
FROM invite i
JOIN chat c ON c.id = i.chat_id
JOIN seller s ON s.seller_id = i.seller_id
JOIN subscription x ON x.chat_id = i.chat_id AND x.seller_id = i.seller_id AND x.invited_by IS NULL
WHERE i.token_hash = :tokenHash AND i.made_at > CURRENT_TIMESTAMP - INTERVAL '1' DAY
