-- Delivered, withdrawn, refused, retired, expired or dropped, so long ago.
DELETE FROM alert
WHERE id IN (
    SELECT id FROM alert
    WHERE closed_at < CURRENT_TIMESTAMP - CAST(:retentionDays AS INTEGER) * INTERVAL '1' DAY
    ORDER BY closed_at FETCH FIRST 500 ROWS ONLY)
