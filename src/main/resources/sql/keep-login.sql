INSERT INTO login (channel, address, user_id, token_sealed, secret_sealed)
VALUES (:#channel, :#address, CAST(:#userId AS VARCHAR(40)), :#tokenSealed, :#secretSealed)
