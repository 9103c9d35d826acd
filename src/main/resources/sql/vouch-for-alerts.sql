-- They are as old as the look that they were found to be true by; without one, as old as this moment.
-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert
SET came_back = FALSE, checked_at = COALESCE(
  (SELECT w.full_look_at
   FROM stock_event e JOIN shop_watch w ON w.seller_id = e.seller_id
   WHERE e.id = alert.event_id AND w.full_look_at >= CURRENT_TIMESTAMP - INTERVAL '6' HOUR),
  CURRENT_TIMESTAMP)
WHERE id IN (:vouched) AND COALESCE(state, '') = 'due'
