-- A channel of the operator as one who hears of an event, like those of select-recipients.sql.
SELECT c.id AS chat_id, CAST(:threshold AS INTEGER) AS threshold,
       t.variation, t.event_id AS told_by
FROM chat c
LEFT JOIN low_told t ON t.chat_id = c.id AND t.listing_id = :listing
  -- What was to be told and never was is not remembered.
  AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.event_id = t.event_id AND a.chat_id = t.chat_id
                                          AND a.state IN ('withdrawn', 'expired', 'dropped', 'refused'))
WHERE c.channel = :channel AND c.address = :address
