-- A log-in of API v2 ends in the chat: it needs neither language nor name of it, and has no state.
INSERT INTO login (channel, address, topic, user_id, language, chat_name, token_sealed, secret_sealed, state_hash)
VALUES (:channel, :address, CAST(:topic AS BIGINT), CAST(:userId AS VARCHAR(40)), CAST(:language AS VARCHAR(35)),
        CAST(:chatName AS VARCHAR(255)), :tokenSealed, :secretSealed, CAST(:stateHash AS VARCHAR(64)))
