-- The shop that a webhook is about, if it is watched; one that names no shop is found by its listing.
SELECT MAX(w.shop_id) AS shop_id
FROM shop_watch w
WHERE w.shop_id = CAST(:shopId AS BIGINT)
   OR (CAST(:shopId AS BIGINT) IS NULL
       AND w.seller_id = (
         SELECT l.seller_id FROM listing l WHERE l.listing_id = CAST(:listingId AS BIGINT)))
