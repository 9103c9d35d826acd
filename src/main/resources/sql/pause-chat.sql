-- until: null ends a pause.
UPDATE chat SET paused_until = CAST(:until AS TIMESTAMP(6) WITH TIME ZONE)
WHERE channel = :channel AND address = :address
