-- What a retired chat was owed of stock events is told in one message when it comes back; the rest is not.
UPDATE alert SET state = 'retired', closed_at = CURRENT_TIMESTAMP
WHERE state = 'due'
  AND chat_id IN (SELECT id FROM chat WHERE channel = :channel AND address = :address AND retired_at IS NOT NULL)
