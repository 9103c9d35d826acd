MERGE INTO chat c
USING (VALUES (CAST(:channel AS VARCHAR(40)), CAST(:address AS VARCHAR(255)), CAST(:language AS VARCHAR(35))))
  AS v (channel, address, language)
ON c.channel = v.channel AND c.address = v.address
WHEN MATCHED THEN UPDATE SET c.language = COALESCE(v.language, c.language)
WHEN NOT MATCHED THEN INSERT (channel, address, language) VALUES (v.channel, v.address, v.language)
