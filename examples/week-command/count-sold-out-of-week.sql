-- Of the shops of the chat in variables channel and address; what was sent behind the command is in the title, if it was.
SELECT COUNT(*) AS sold_out
FROM stock_event e
JOIN subscription x ON x.seller_id = e.seller_id
JOIN chat c ON c.id = x.chat_id
WHERE c.channel = :#channel AND c.address = :#address
  AND e.kind = 'sold_out' AND e.noticed_at > CURRENT_TIMESTAMP - INTERVAL '7' DAY
  AND LOWER(COALESCE(e.title, '')) LIKE '%' || LOWER(CAST(:#${variable.request.argument} AS VARCHAR(2000))) || '%'
