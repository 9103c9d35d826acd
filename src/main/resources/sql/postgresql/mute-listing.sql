-- If the chat watches its shop. until: null with back FALSE ends a mute.
INSERT INTO listing_wish (chat_id, listing_id, muted_until, muted_until_back)
SELECT c.id, l.listing_id, CAST(:until AS TIMESTAMP(6) WITH TIME ZONE), CAST(:back AS BOOLEAN)
FROM chat c
JOIN subscription x ON x.chat_id = c.id
JOIN listing l ON l.seller_id = x.seller_id
WHERE c.channel = :channel AND c.address = :address AND l.listing_id = CAST(:listing AS BIGINT)
ON CONFLICT (chat_id, listing_id, variation) DO UPDATE
SET muted_until = excluded.muted_until, muted_until_back = excluded.muted_until_back
