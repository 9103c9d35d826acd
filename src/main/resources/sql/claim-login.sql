-- Only one who ends a log-in changes a row, however often and wherever it is tried.
UPDATE login SET used_at = CURRENT_TIMESTAMP
WHERE id = :id AND used_at IS NULL
  AND started_at > CURRENT_TIMESTAMP - INTERVAL '15' MINUTE
