-- Many shops: what is asked of all of them is found without reading each.

-- Shops that cannot be looked at, and when one was last looked at.
CREATE INDEX shop_watch_failing ON shop_watch (failing_since);
CREATE INDEX shop_watch_looked ON shop_watch (looked_at);
-- The chats of the operator's channels, and those that were told that Etsy cannot be reached.
CREATE INDEX chat_of_address ON chat (address);
CREATE INDEX chat_told_away ON chat (etsy_away_told_at);
-- A start of the embedded database frees the leases of the process before.
CREATE INDEX etsy_grant_lease ON etsy_grant (lease_owner);
