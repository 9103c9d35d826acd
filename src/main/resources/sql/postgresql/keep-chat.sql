INSERT INTO chat (channel, address, language)
VALUES (:channel, :address, CAST(:language AS VARCHAR(35)))
ON CONFLICT (channel, address) DO UPDATE
SET language = COALESCE(excluded.language, chat.language)
