-- What a chat was told as low of some listings, and is so still. variation: 0 for a listing as a whole.
SELECT listing_id, variation FROM low_told WHERE chat_id = :chat AND listing_id IN (:listings)
