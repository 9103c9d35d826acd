UPDATE chat SET etsy_away_told_at = NULL
WHERE id = :chat AND etsy_away_told_at IS NOT NULL
