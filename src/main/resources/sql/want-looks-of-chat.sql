-- Its shops may not have been looked at while it was retired.
UPDATE shop_watch SET wanted_at = CURRENT_TIMESTAMP
WHERE wanted_at IS NULL AND seller_id IN (SELECT x.seller_id FROM subscription x WHERE x.chat_id = :chat)
