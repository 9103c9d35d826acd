-- language: as Telegram names it. Where the chat chose one, it is that one that comes here.
MERGE INTO chat c
USING (VALUES (CAST(:channel AS VARCHAR(40)), CAST(:address AS VARCHAR(255)), CAST(:language AS VARCHAR(35))))
  AS v (channel, address, language)
ON c.channel = v.channel AND c.address = v.address
WHEN MATCHED THEN UPDATE SET c.language =
  CASE WHEN c.language_chosen IS NULL THEN COALESCE(v.language, c.language) ELSE c.language END
WHEN NOT MATCHED THEN INSERT (channel, address, language) VALUES (v.channel, v.address, v.language)
