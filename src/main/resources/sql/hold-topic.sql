-- What is due for one topic of a chat waits, as somebody closed that topic; other topics go on.
UPDATE alert
SET due_at = CURRENT_TIMESTAMP + CAST(:holdMillis AS BIGINT) * INTERVAL '0.001' SECOND, trouble = :trouble
WHERE chat_id = :chat AND state = 'due' AND due_at <= CURRENT_TIMESTAMP
  AND COALESCE(topic,
               (SELECT x.topic FROM stock_event e JOIN subscription x ON x.seller_id = e.seller_id
                WHERE e.id = alert.event_id AND x.chat_id = alert.chat_id),
               0) = CAST(:topic AS BIGINT)
