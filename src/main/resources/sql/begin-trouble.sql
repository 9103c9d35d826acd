-- Only the first node to see it changes the row, and what was seen before it was last over begins nothing.
UPDATE trouble SET since = :at, seen_at = :at, ended_at = NULL
WHERE name = :name AND ended_at < :quietSince
