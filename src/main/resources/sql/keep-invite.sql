-- At most 20 a day of each chat and shop.
INSERT INTO invite (token_hash, chat_id, seller_id, topic)
SELECT CAST(:tokenHash AS VARCHAR(64)), x.chat_id, x.seller_id, CAST(:topic AS BIGINT)
FROM subscription x JOIN chat c ON c.id = x.chat_id
WHERE c.channel = :channel AND c.address = :address AND x.seller_id = :sellerId AND x.invited_by IS NULL
  AND (SELECT COUNT(*) FROM invite i
       WHERE i.chat_id = x.chat_id AND i.seller_id = x.seller_id
         AND i.made_at > CURRENT_TIMESTAMP - INTERVAL '1' DAY) < 20
