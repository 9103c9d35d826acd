UPDATE chat SET etsy_away_told_at = CURRENT_TIMESTAMP
WHERE id = :chat AND etsy_away_told_at IS NULL
