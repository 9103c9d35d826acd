-- The message shows what became of the alert. What changed since the message was written is looked at as well.
UPDATE told_alert
SET said = CAST(:said AS INTEGER), state = CAST(:state AS VARCHAR(10)), left_then = CAST(:left AS INTEGER),
    due_at = NULL, tries = 0,
    person = CASE WHEN CAST(:state AS VARCHAR(10)) = 'back' THEN NULL ELSE person END,
    on_it = CASE WHEN CAST(:state AS VARCHAR(10)) = 'back' THEN FALSE ELSE on_it END
WHERE alert_id = :alert AND changes = :changes
