-- Whose alerts are all forgotten. Their keys are not needed any more: no source goes back that far.
DELETE FROM stock_event
WHERE id IN (
    SELECT e.id FROM stock_event e
    WHERE e.described_at < CURRENT_TIMESTAMP - CAST(:retentionDays AS INTEGER) * INTERVAL '1' DAY
      AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.event_id = e.id)
    FETCH FIRST 500 ROWS ONLY)
