INSERT INTO login (channel, address, topic, user_id, language, chat_name, token_sealed, secret_sealed, state_hash)
VALUES (:#channel, :#address, CAST(:#${variable.topic} AS BIGINT), CAST(:#userId AS VARCHAR(40)),
        CAST(:#${variable.language} AS VARCHAR(35)), CAST(:#${variable.request.chatName} AS VARCHAR(255)),
        :#${variable.start.stateSealed}, :#${variable.start.verifierSealed}, :#${variable.start.stateHash})
