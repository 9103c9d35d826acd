UPDATE trouble SET seen_at = :#${body[at]} WHERE name = :#${body[name]} AND ended_at IS NULL AND seen_at < :#${body[at]}
