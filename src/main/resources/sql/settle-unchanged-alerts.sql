-- What was just told of whole listings and is so still need not be looked at one by one.
UPDATE told_alert
SET due_at = NULL
WHERE due_at <= CURRENT_TIMESTAMP AND changes = 0 AND state IS NULL AND said IS NOT NULL
  AND EXISTS (SELECT 1
              FROM alert a
              JOIN stock_event e ON e.id = a.event_id
              JOIN listing l ON l.listing_id = e.listing_id
              WHERE a.id = told_alert.alert_id AND a.offerings IS NULL AND e.offerings IS NULL
                AND l.quantity = told_alert.quantity
                AND (l.quantity = 0
                     OR CASE WHEN e.kind = 'sold_out' THEN 1 ELSE 0 END
                        = CASE WHEN l.state = 'sold_out' THEN 1 ELSE 0 END))
