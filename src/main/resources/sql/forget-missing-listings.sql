-- Not found in any list of their shop for so long, and nothing is owed that is judged by them.
-- The first condition stands twice: only the outer one is sure to be checked again after waiting for a row.
DELETE FROM listing
WHERE listing_id IN (
    SELECT l.listing_id FROM listing l
    WHERE l.missing_since < CURRENT_TIMESTAMP - CAST(:retentionDays AS INTEGER) * INTERVAL '1' DAY
      AND NOT EXISTS (SELECT 1 FROM stock_event e JOIN alert a ON a.event_id = e.id AND a.state = 'due'
                      WHERE e.seller_id = l.seller_id AND e.listing_id = l.listing_id)
    FETCH FIRST 200 ROWS ONLY)
  AND missing_since < CURRENT_TIMESTAMP - CAST(:retentionDays AS INTEGER) * INTERVAL '1' DAY
