DELETE FROM login
WHERE channel = :#channel AND address = :#address AND (user_id = :#userId OR user_id IS NULL)
