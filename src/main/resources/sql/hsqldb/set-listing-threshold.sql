-- What the chat chooses for a listing of a shop that it watches, or for a variation of it; 0: the whole listing. Null: what
-- holds for the listing, or the shop.
MERGE INTO listing_wish w
USING (
SELECT c.id AS chat_id, l.listing_id, CAST(:variation AS BIGINT) AS variation, CAST(:count AS INTEGER) AS low_threshold
FROM chat c
JOIN subscription x ON x.chat_id = c.id
JOIN listing l ON l.seller_id = x.seller_id
WHERE c.channel = :channel AND c.address = :address AND l.listing_id = CAST(:listingId AS BIGINT)
  AND (CAST(:variation AS BIGINT) = 0 OR EXISTS (
    SELECT 1 FROM offering o
    WHERE o.listing_id = l.listing_id
      AND CASE WHEN o.variation = 0 THEN o.product_id ELSE o.variation END = CAST(:variation AS BIGINT)))) AS n
ON w.chat_id = n.chat_id AND w.listing_id = n.listing_id AND w.variation = n.variation
WHEN MATCHED THEN UPDATE SET w.low_threshold = n.low_threshold
WHEN NOT MATCHED THEN INSERT (chat_id, listing_id, variation, low_threshold)
  VALUES (n.chat_id, n.listing_id, n.variation, n.low_threshold)
