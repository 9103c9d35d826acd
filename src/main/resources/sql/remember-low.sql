-- A listing that is forgotten meanwhile is not remembered, nor a fall that is told late, after it was sold out or came back.
INSERT INTO low_told (chat_id, listing_id, variation, seller_id, event_id)
SELECT c.id, l.listing_id, CAST(:variation AS BIGINT), l.seller_id, CAST(:event AS BIGINT)
FROM chat c, listing l
WHERE c.id = :chat AND l.listing_id = :listing
  AND NOT EXISTS (SELECT 1 FROM low_told t
                  WHERE t.chat_id = c.id AND t.listing_id = l.listing_id AND t.variation = CAST(:variation AS BIGINT))
  AND NOT EXISTS (SELECT 1 FROM stock_event e
                  WHERE e.seller_id = l.seller_id AND e.listing_id = l.listing_id AND e.id > CAST(:event AS BIGINT)
                    AND e.kind IN ('sold_out', 'variation_sold_out', 'restocked'))
