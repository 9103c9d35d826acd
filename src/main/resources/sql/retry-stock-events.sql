-- What something wrong held up is described now: a route may have been mended.
UPDATE stock_event SET due_at = CURRENT_TIMESTAMP
WHERE described_at IS NULL AND trouble IS NOT NULL AND due_at > CURRENT_TIMESTAMP
