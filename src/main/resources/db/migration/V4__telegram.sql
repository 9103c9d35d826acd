-- Receiving from Telegram on several nodes, and how often people may use the bot.

-- What one node at a time does. The lease ends by itself when its node dies.
CREATE TABLE node_lease (
  name VARCHAR(40) PRIMARY KEY,
  lease_owner VARCHAR(64),
  lease_until TIMESTAMP(6) WITH TIME ZONE
);
INSERT INTO node_lease (name) VALUES ('telegram-poll');
INSERT INTO node_lease (name) VALUES ('telegram-webhook');

-- The end of the address that Telegram brings updates to, and what it proves itself with: made once, for all nodes.
CREATE TABLE telegram_webhook (
  path VARCHAR(64) NOT NULL,
  secret_sealed VARCHAR(2000) NOT NULL,
  single INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT telegram_webhook_one UNIQUE (single)
);

-- How often somebody did something since begun_at: kept for as long as it limits them.
CREATE TABLE chat_use (
  what VARCHAR(20) NOT NULL,
  who VARCHAR(200) NOT NULL,
  used INTEGER DEFAULT 1 NOT NULL,
  begun_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  PRIMARY KEY (what, who)
);
CREATE INDEX chat_use_begun ON chat_use (begun_at);
