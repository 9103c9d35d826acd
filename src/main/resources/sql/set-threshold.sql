-- Only shops that this chat watches: one, or all where none is named.
UPDATE seller SET low_threshold = CAST(:count AS INTEGER)
WHERE seller_id IN (
    SELECT x.seller_id FROM subscription x JOIN chat c ON c.id = x.chat_id
    WHERE c.channel = :channel AND c.address = :address)
  AND seller_id = COALESCE(CAST(:seller AS BIGINT), seller_id)
