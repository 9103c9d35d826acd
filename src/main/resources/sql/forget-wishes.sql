-- What a chat wished of a shop's listings goes when it no longer watches the shop.
DELETE FROM listing_wish
WHERE chat_id IN (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
  AND listing_id IN (SELECT l.listing_id FROM listing l WHERE l.seller_id = :sellerId)
