-- What a chat was told of a shop, and what it was still to be told.
DELETE FROM alert
WHERE chat_id IN (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
  AND (link_of = :sellerId OR event_id IN (SELECT e.id FROM stock_event e WHERE e.seller_id = :sellerId))
