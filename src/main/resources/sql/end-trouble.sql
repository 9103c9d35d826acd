-- What has been seen later than this still lasts.
UPDATE trouble SET ended_at = :#${body[at]} WHERE name = :#${body[name]} AND ended_at IS NULL AND seen_at < :#${body[quietSince]}
