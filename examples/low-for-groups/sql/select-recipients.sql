-- Who hears of an event: as the bundled statement, but of what runs low only groups do.
-- In Telegram the address of a group begins with a minus.
SELECT c.id AS chat_id, COALESCE(w.low_threshold, x.low_threshold) AS threshold, t.variation, t.event_id AS told_by,
       v.variation AS own_variation, v.low_threshold AS own_threshold
FROM subscription x
JOIN chat c ON c.id = x.chat_id
LEFT JOIN listing_wish w ON w.chat_id = c.id AND w.listing_id = :listing_id AND w.variation = 0
LEFT JOIN listing_wish v ON v.chat_id = c.id AND v.listing_id = :listing_id AND v.variation <> 0
  AND v.low_threshold IS NOT NULL
LEFT JOIN low_told t ON t.chat_id = c.id AND t.listing_id = :listing_id
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.event_id = t.event_id AND a.chat_id = t.chat_id
                                          AND a.state IN ('withdrawn', 'expired', 'dropped', 'refused'))
WHERE x.seller_id = :seller_id
  AND (CAST(:kind AS VARCHAR(40)) <> 'restocked' OR x.restocks = TRUE)
  AND (CAST(:kind AS VARCHAR(40)) <> 'low' OR c.address LIKE '-%')
ORDER BY c.id
