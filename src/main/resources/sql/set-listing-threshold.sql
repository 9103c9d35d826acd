-- Only a listing of a shop that this chat watches. Without a number of its own, that of the shop counts.
UPDATE listing SET low_threshold = CAST(:count AS INTEGER)
WHERE listing_id = CAST(:listingId AS BIGINT)
  AND seller_id IN (
    SELECT x.seller_id FROM subscription x JOIN chat c ON c.id = x.chat_id
    WHERE c.channel = :channel AND c.address = :address)
