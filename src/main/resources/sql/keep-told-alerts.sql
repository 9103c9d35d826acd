-- In which message a chat was told an alert, and how many it says are left. What changed while the message was on its way,
-- also in a transaction that is not over yet, is looked at soon.
INSERT INTO told_alert (alert_id, chat_id, message_id, listing_id, together, said, quantity, offerings, due_at)
SELECT a.id, a.chat_id, CAST(:messageId AS BIGINT), e.listing_id, CAST(:together AS INTEGER), CAST(:said AS INTEGER),
       CAST(:quantity AS INTEGER),
       CASE WHEN a.checked_at IS NULL THEN NULL ELSE CAST(:offerings AS VARCHAR(16000)) END,
       CASE WHEN CAST(:follows AS BOOLEAN) = TRUE THEN CURRENT_TIMESTAMP + INTERVAL '3' SECOND END
FROM alert a
JOIN stock_event e ON e.id = a.event_id
WHERE a.id = :alert AND a.chat_id = :chat
  AND NOT EXISTS (SELECT 1 FROM told_alert t WHERE t.alert_id = a.id)
