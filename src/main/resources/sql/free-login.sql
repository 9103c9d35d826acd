-- It was not ended after all, and may be tried again.
UPDATE login SET used_at = NULL WHERE id = :id
