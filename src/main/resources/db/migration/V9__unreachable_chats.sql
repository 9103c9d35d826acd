-- Chats that cannot be written to for a while, and what a chat missed while it was retired.

-- closed_tries: how often in a row Telegram said that the bot may not write in the chat now; 0 while it may. closed_at: the
-- last time, while the chat waits because of it. closed_told: ADMIN_CHAT has heard of it.
ALTER TABLE chat ADD COLUMN closed_tries INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE chat ADD COLUMN closed_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE chat ADD COLUMN closed_told BOOLEAN DEFAULT FALSE NOT NULL;
-- returned_at: when a retired chat came back, until its shops have been looked at since.
ALTER TABLE chat ADD COLUMN returned_at TIMESTAMP(6) WITH TIME ZONE;
CREATE INDEX chat_closed ON chat (closed_tries);
CREATE INDEX chat_returned ON chat (returned_at);

-- missed: it became owed while the chat was retired, or was noticed when its shops were looked at after that. One message
-- tells all that are still true.
ALTER TABLE alert ADD COLUMN missed BOOLEAN DEFAULT FALSE NOT NULL;
