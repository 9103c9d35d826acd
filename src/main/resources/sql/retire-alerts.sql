-- What a retired chat was owed is not sent when it comes back.
UPDATE alert SET state = 'retired', closed_at = CURRENT_TIMESTAMP
WHERE state = 'due'
  AND chat_id IN (SELECT id FROM chat WHERE channel = :#channel AND address = :#address AND retired_at IS NOT NULL)
