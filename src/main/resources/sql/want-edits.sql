-- The listing is not as it was: messages that told of it are looked at in three seconds, after what is told anew.
UPDATE told_alert
SET changed_at = CURRENT_TIMESTAMP, due_at = COALESCE(due_at, CURRENT_TIMESTAMP + INTERVAL '3' SECOND),
    changes = changes + 1
WHERE listing_id = :listing AND COALESCE(state, '') <> 'back'
