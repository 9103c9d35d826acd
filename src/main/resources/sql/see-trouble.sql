UPDATE trouble SET seen_at = :at WHERE name = :name AND ended_at IS NULL AND seen_at < :at
