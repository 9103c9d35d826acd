-- Whether the chat hears of what is back in stock, in all shops that it watches.
UPDATE subscription SET restocks = CAST(:wanted AS BOOLEAN)
WHERE chat_id IN (SELECT id FROM chat WHERE channel = :channel AND address = :address)
