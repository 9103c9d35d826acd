UPDATE stock_event
SET described_at = CURRENT_TIMESTAMP, lease_until = NULL,
    skus = CAST(:skus AS VARCHAR(16000)), skus_missing = CAST(:skusMissing AS VARCHAR(40)),
    offerings = COALESCE(CAST(:offerings AS VARCHAR(16000)), offerings)
WHERE id = :event AND described_at IS NULL
