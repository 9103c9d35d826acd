-- A look that is wanted and has not begun will see all that happened until now: in a burst, only the first one writes.
-- A look that begins is wanted no more, so whatever comes after that wants another.
UPDATE shop_watch SET wanted_at = CURRENT_TIMESTAMP
WHERE shop_id = CAST(:#${variable.watchedShop} AS BIGINT) AND wanted_at IS NULL
