SELECT x.seller_id FROM subscription x JOIN chat c ON c.id = x.chat_id
WHERE c.channel = :channel AND c.address = :address
