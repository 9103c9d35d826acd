SELECT a.id, a.attempts, a.alone, a.message,
       e.kind, e.listing_id, e.title, COALESCE(e.shop_name, s.shop_name) AS shop_name, e.url, e.quantity,
       e.skus, e.skus_missing
FROM alert a
LEFT JOIN stock_event e ON e.id = a.event_id
LEFT JOIN seller s ON s.seller_id = e.seller_id
WHERE a.chat_id = :#chat AND a.state = 'due' AND a.due_at <= CURRENT_TIMESTAMP
ORDER BY a.id FETCH FIRST 100 ROWS ONLY
