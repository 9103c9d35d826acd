-- Newest first: whoever pressed /start twice may still have used the first button.
SELECT id, token_sealed, secret_sealed
FROM login
WHERE channel = :#channel AND address = :#address AND (user_id = :#userId OR user_id IS NULL)
  AND started_at > CURRENT_TIMESTAMP - INTERVAL '1' DAY
ORDER BY id DESC FETCH FIRST 3 ROWS ONLY
