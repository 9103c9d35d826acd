-- Where a look follows that owes a summary to the same topic, it waits for that for ten seconds.
INSERT INTO alert (chat_id, topic, message, link_of, due_at)
SELECT c.id, CAST(:topic AS BIGINT), CAST(:json AS VARCHAR(16000)), w.seller_id,
       CASE WHEN (w.baseline_at IS NULL OR w.paused_at IS NOT NULL)
             AND COALESCE(x.topic, 0) = COALESCE(CAST(:topic AS BIGINT), 0)
            THEN CURRENT_TIMESTAMP + INTERVAL '10' SECOND ELSE CURRENT_TIMESTAMP END
FROM chat c
JOIN shop_watch w ON w.seller_id = :seller
LEFT JOIN subscription x ON x.chat_id = c.id AND x.seller_id = w.seller_id
WHERE c.channel = :channel AND c.address = :address
