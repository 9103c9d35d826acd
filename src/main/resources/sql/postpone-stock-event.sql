UPDATE stock_event
SET lease_until = NULL, due_at = CURRENT_TIMESTAMP + CAST(:#seconds AS INTEGER) * INTERVAL '1' SECOND,
    trouble = CAST(:#${variable.trouble} AS VARCHAR(255))
WHERE id = :#${variable.event[id]} AND lease_owner = :#claim
