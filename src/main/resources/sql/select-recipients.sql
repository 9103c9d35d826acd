-- Who hears of an event, a retired chat when it comes back: the chats that are subscribed to its seller; of what is back in
-- stock those that asked for it. threshold: low at or below it; null: at or below LOW_STOCK_THRESHOLD. A row for each
-- variation that the chat was told as low, by event told_by; 0: the listing.
-- Its values are fields of the event.
SELECT c.id AS chat_id, COALESCE(l.low_threshold, s.low_threshold) AS threshold, t.variation, t.event_id AS told_by
FROM subscription x
JOIN chat c ON c.id = x.chat_id
JOIN seller s ON s.seller_id = x.seller_id
LEFT JOIN listing l ON l.listing_id = :listing_id
LEFT JOIN low_told t ON t.chat_id = c.id AND t.listing_id = :listing_id
  -- What was to be told and never was is not remembered.
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.event_id = t.event_id AND a.chat_id = t.chat_id
                                          AND a.state IN ('withdrawn', 'expired', 'dropped', 'refused'))
WHERE x.seller_id = :seller_id
  AND (CAST(:kind AS VARCHAR(40)) <> 'restocked' OR x.restocks = TRUE)
ORDER BY c.id
