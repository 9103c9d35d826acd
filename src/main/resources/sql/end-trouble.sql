-- What has been seen later than this still lasts.
UPDATE trouble SET ended_at = :at WHERE name = :name AND ended_at IS NULL AND seen_at < :quietSince
