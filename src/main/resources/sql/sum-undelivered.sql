SELECT state, COUNT(*) AS alerts, MIN(created_at) AS oldest, CURRENT_TIMESTAMP AS now
FROM alert
WHERE state IN (:states)
GROUP BY state
