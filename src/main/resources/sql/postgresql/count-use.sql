-- Counts within a window of time that begins with the first use. Past the limit it counts no further than is told apart.
INSERT INTO chat_use (what, who) VALUES (:what, :who)
ON CONFLICT (what, who) DO UPDATE
SET used = CASE WHEN chat_use.begun_at < CURRENT_TIMESTAMP - CAST(:window AS BIGINT) * INTERVAL '1' SECOND THEN 1
                WHEN chat_use.used > CAST(:most AS INTEGER) + 1 THEN chat_use.used
                ELSE chat_use.used + 1 END,
    begun_at = CASE WHEN chat_use.begun_at < CURRENT_TIMESTAMP - CAST(:window AS BIGINT) * INTERVAL '1' SECOND
                    THEN CURRENT_TIMESTAMP ELSE chat_use.begun_at END
