-- language: as Telegram names it. Where the chat chose one, it is that one that comes here.
INSERT INTO chat (channel, address, language)
VALUES (:channel, :address, CAST(:language AS VARCHAR(35)))
ON CONFLICT (channel, address) DO UPDATE
SET language =
  CASE WHEN chat.language_chosen IS NULL THEN COALESCE(excluded.language, chat.language) ELSE chat.language END
