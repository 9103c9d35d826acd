-- If the chat watches its shop. until: null with back FALSE ends a mute.
MERGE INTO listing_wish w
USING (SELECT c.id, l.listing_id, CAST(:until AS TIMESTAMP(6) WITH TIME ZONE), CAST(:back AS BOOLEAN)
       FROM chat c
       JOIN subscription x ON x.chat_id = c.id
       JOIN listing l ON l.seller_id = x.seller_id
       WHERE c.channel = :channel AND c.address = :address AND l.listing_id = CAST(:listing AS BIGINT))
  AS v (chat_id, listing_id, muted_until, muted_until_back)
ON w.chat_id = v.chat_id AND w.listing_id = v.listing_id AND w.variation = 0
WHEN MATCHED THEN UPDATE SET w.muted_until = v.muted_until, w.muted_until_back = v.muted_until_back
WHEN NOT MATCHED THEN
  INSERT (chat_id, listing_id, muted_until, muted_until_back)
  VALUES (v.chat_id, v.listing_id, v.muted_until, v.muted_until_back)
