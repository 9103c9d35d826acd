-- In which message a chat was told these alerts. What changed while the message was on its way is looked at soon.
INSERT INTO told_alert (alert_id, chat_id, message_id, listing_id, together, said, due_at)
SELECT a.id, a.chat_id, CAST(:messageId AS BIGINT), e.listing_id, CAST(:together AS INTEGER), CAST(:said AS INTEGER),
       CASE WHEN l.quantity = e.quantity THEN NULL ELSE CURRENT_TIMESTAMP + INTERVAL '3' SECOND END
FROM alert a
JOIN stock_event e ON e.id = a.event_id
LEFT JOIN listing l ON l.listing_id = e.listing_id
WHERE a.id IN (:ids) AND a.chat_id = :chat
  AND NOT EXISTS (SELECT 1 FROM told_alert t WHERE t.alert_id = a.id)
