-- Who hears of an event, a retired chat when it comes back: the chats that are subscribed to its seller; of what is back in
-- stock those that asked for it. threshold: low at or below it; null: at or below LOW_STOCK_THRESHOLD. A row for each
-- variation that the chat was told as low, by event told_by; 0: the listing; and for each variation own_variation that
-- has a threshold of its own, own_threshold.
-- Its values are fields of the event.
SELECT c.id AS chat_id, COALESCE(w.low_threshold, x.low_threshold) AS threshold, t.variation, t.event_id AS told_by,
       v.variation AS own_variation, v.low_threshold AS own_threshold
FROM subscription x
JOIN chat c ON c.id = x.chat_id
LEFT JOIN listing_wish w ON w.chat_id = c.id AND w.listing_id = :listing_id AND w.variation = 0
LEFT JOIN listing_wish v ON v.chat_id = c.id AND v.listing_id = :listing_id AND v.variation <> 0
  AND v.low_threshold IS NOT NULL
LEFT JOIN low_told t ON t.chat_id = c.id AND t.listing_id = :listing_id
  -- What was to be told and never was is not remembered.
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.event_id = t.event_id AND a.chat_id = t.chat_id
                                          AND a.state IN ('withdrawn', 'expired', 'dropped', 'refused'))
WHERE x.seller_id = :seller_id
  AND (CAST(:kind AS VARCHAR(40)) <> 'restocked' OR x.restocks = TRUE)
ORDER BY c.id
