-- What the chat chooses for a shop that it watches, or for all where none is named.
UPDATE subscription SET low_threshold = CAST(:count AS INTEGER)
WHERE chat_id IN (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
  AND seller_id = COALESCE(CAST(:seller AS BIGINT), seller_id)
