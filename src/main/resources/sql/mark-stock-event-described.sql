UPDATE stock_event
SET described_at = CURRENT_TIMESTAMP, lease_until = NULL,
    skus = CAST(:#${variable.skus} AS VARCHAR(16000)), skus_missing = CAST(:#${variable.skusMissing} AS VARCHAR(40)),
    offerings = COALESCE(CAST(:#${variable.event[offerings]} AS VARCHAR(16000)), offerings)
WHERE id = :#${variable.event[id]} AND described_at IS NULL
