-- A long queue, and the tidying up after it.

-- By chat: the next alerts of a chat, in order of age, however many it is owed.
CREATE INDEX alert_of_chat ON alert (chat_id, state, id);
-- By time: the newest of those that are due, without reading the others.
CREATE INDEX alert_newest ON alert (state, due_at, id);
DROP INDEX alert_due;
-- The chat that was claimed, and is given back.
CREATE INDEX chat_lease ON chat (lease_owner);
-- What is tidied up, oldest first.
CREATE INDEX alert_closed ON alert (closed_at);
CREATE INDEX chat_retired ON chat (retired_at);
CREATE INDEX listing_missing ON listing (missing_since);
CREATE INDEX webhook_delivery_received ON webhook_delivery (received_at);
