-- With their grant, listings and events, unless somebody watches them.
DELETE FROM seller
WHERE seller_id IN (:sellers) AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.seller_id = seller.seller_id)
