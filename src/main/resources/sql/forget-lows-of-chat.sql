-- What a chat was told as low in a shop.
DELETE FROM low_told
WHERE seller_id = :sellerId AND chat_id IN (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
