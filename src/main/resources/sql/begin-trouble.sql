-- Only the first node to see it changes the row, and what was seen before it was last over begins nothing.
UPDATE trouble SET since = :#${body[at]}, seen_at = :#${body[at]}, ended_at = NULL
WHERE name = :#${body[name]} AND ended_at < :#${body[quietSince]}
