UPDATE look_pace SET lease_until = CURRENT_TIMESTAMP + CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND
WHERE lease_owner = :owner AND lease_until > CURRENT_TIMESTAMP
