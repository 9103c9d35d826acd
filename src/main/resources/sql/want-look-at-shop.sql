-- A look that begins is wanted no more, so whatever comes after that wants another. Writes also where a look is wanted
-- already: until this delivery is there to be seen, no look of another node can begin and pass it over.
UPDATE shop_watch SET wanted_at = COALESCE(wanted_at, CURRENT_TIMESTAMP)
WHERE shop_id = CAST(:watchedShop AS BIGINT)
