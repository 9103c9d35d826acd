-- The log-in that a callback is about, and whether it may still be ended. (HSQLDB would pad words of unequal
-- length.)
SELECT id, channel, address, topic, user_id,
       COALESCE((SELECT c.language_chosen FROM chat c WHERE c.channel = login.channel AND c.address = login.address),
                language) AS language,
       chat_name, token_sealed, secret_sealed, state_hash,
       TRIM(CASE WHEN used_at IS NOT NULL THEN 'used'
                 WHEN started_at > CURRENT_TIMESTAMP - INTERVAL '15' MINUTE THEN 'open'
                 ELSE 'old' END) AS standing
FROM login
WHERE state_hash = :stateHash
