-- The message says so now. What changed since the message was written is looked at as well.
UPDATE told_alert
SET said = CAST(:said AS INTEGER), tries = 0,
    state = CASE WHEN changes = CAST(:changes AS INTEGER) THEN CAST(:state AS VARCHAR(10)) ELSE state END,
    left_then = CASE WHEN changes = CAST(:changes AS INTEGER) THEN CAST(:left AS INTEGER) ELSE left_then END,
    offerings_then =
      CASE WHEN changes = CAST(:changes AS INTEGER) THEN CAST(:offerings AS VARCHAR(16000)) ELSE offerings_then END,
    due_at = CASE WHEN changes = CAST(:changes AS INTEGER) THEN NULL ELSE due_at END,
    person = CASE WHEN changes = CAST(:changes AS INTEGER) AND CAST(:state AS VARCHAR(10)) = 'back' THEN NULL ELSE person END,
    on_it = CASE WHEN changes = CAST(:changes AS INTEGER) AND CAST(:state AS VARCHAR(10)) = 'back' THEN FALSE ELSE on_it END
WHERE alert_id = :alert
