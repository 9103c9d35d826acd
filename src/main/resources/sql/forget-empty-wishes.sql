-- What a chat wishes nothing of any more, of a listing.
DELETE FROM listing_wish
WHERE chat_id IN (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
  AND listing_id = CAST(:listingId AS BIGINT)
  AND low_threshold IS NULL AND muted_until IS NULL AND muted_until_back = FALSE
