INSERT INTO login (channel, address, topic, user_id, token_sealed, secret_sealed)
VALUES (:#channel, :#address, CAST(:#${variable.topic} AS BIGINT), CAST(:#userId AS VARCHAR(40)), :#tokenSealed, :#secretSealed)
