-- With their grant, listings and events, unless there is a chat in which somebody logged in for them: an invited one
-- hangs on that.
DELETE FROM seller
WHERE seller_id IN (:sellers) AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.seller_id = seller.seller_id AND s.invited_by IS NULL)
