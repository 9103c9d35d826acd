-- Newest first: a person who pressed /start twice may still have used the first button. Those of API v3, which have a
-- state, are open for 15 minutes and once.
SELECT id, channel, address, topic, user_id,
       COALESCE((SELECT c.language_chosen FROM chat c WHERE c.channel = login.channel AND c.address = login.address),
                language) AS language,
       chat_name, token_sealed, secret_sealed, state_hash,
       'open' AS standing
FROM login
WHERE channel = :channel AND address = :address AND (user_id = :userId OR user_id IS NULL)
  AND started_at > CURRENT_TIMESTAMP - INTERVAL '1' DAY
  AND (state_hash IS NULL OR started_at > CURRENT_TIMESTAMP - INTERVAL '15' MINUTE)
  AND used_at IS NULL
ORDER BY id DESC FETCH FIRST 3 ROWS ONLY
