-- Counts within a window of time that begins with the first use. Past the limit it counts no further than is told apart.
MERGE INTO chat_use u
USING (VALUES (CAST(:what AS VARCHAR(20)), CAST(:who AS VARCHAR(200)))) AS v (what, who)
ON u.what = v.what AND u.who = v.who
WHEN MATCHED THEN UPDATE
SET u.used = CASE WHEN u.begun_at < CURRENT_TIMESTAMP - CAST(:window AS BIGINT) * INTERVAL '1' SECOND THEN 1
                  WHEN u.used > CAST(:most AS INTEGER) + 1 THEN u.used
                  ELSE u.used + 1 END,
    u.begun_at = CASE WHEN u.begun_at < CURRENT_TIMESTAMP - CAST(:window AS BIGINT) * INTERVAL '1' SECOND
                      THEN CURRENT_TIMESTAMP ELSE u.begun_at END
WHEN NOT MATCHED THEN INSERT (what, who) VALUES (v.what, v.who)
