-- A bot runs, whichever node it is. After a pause it counts from now: it was stopped, or its machine slept.
UPDATE awake
SET since = CASE WHEN seen_at < CURRENT_TIMESTAMP - INTERVAL '10' MINUTE THEN CURRENT_TIMESTAMP ELSE since END,
    seen_at = CURRENT_TIMESTAMP
