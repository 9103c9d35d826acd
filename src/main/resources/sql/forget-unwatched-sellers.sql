-- Sellers that nobody watches any more, with their grant, listings and events.
DELETE FROM seller WHERE NOT EXISTS (SELECT 1 FROM subscription s WHERE s.seller_id = seller.seller_id)
