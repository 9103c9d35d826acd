-- Many shops: what is asked of all of them is found without reading each.

-- Shops that cannot be looked at, and when one was last looked at.
CREATE INDEX shop_watch_failing ON shop_watch (failing_since);
CREATE INDEX shop_watch_looked ON shop_watch (looked_at);
-- Shops that wait for their first look, for access, or for a second look at what seemed empty.
CREATE INDEX shop_watch_baseline ON shop_watch (baseline_at);
CREATE INDEX shop_watch_paused ON shop_watch (paused_at);
CREATE INDEX shop_watch_collapsed ON shop_watch (collapsed_at);
-- The chats of the operator's channels, and those that were told that Etsy cannot be reached.
CREATE INDEX chat_of_address ON chat (address);
CREATE INDEX chat_told_away ON chat (etsy_away_told_at);
-- A start of the embedded database frees the leases of the process before.
CREATE INDEX etsy_grant_lease ON etsy_grant (lease_owner);
