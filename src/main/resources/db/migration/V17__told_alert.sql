-- In which message of Telegram's each alert was told, so that the message can be kept true. A row for each alert of it.
-- together: of how many alerts it told. said: a hash of the message as it stands in the chat; null: an edit was sent, and it
-- is not known whether it arrived. quantity: how many were told to be left. offerings: the variations as they were told, where
-- the alert was checked before; null: as the alert has them. state: what became of the alert in there: left, out or back; null:
-- as it was told, with left_then and offerings_then: what it says is left. back is the end: left_then and changed_at stay. changed_at: when the listing was last seen to change.
-- due_at: when the message is to be looked at again; null: it is as it should be. changes: counts what has to show in it.
-- on_it: whether the person said in a group to be on it; false: took that back.
CREATE TABLE told_alert (
  alert_id BIGINT PRIMARY KEY REFERENCES alert ON DELETE CASCADE,
  chat_id BIGINT NOT NULL REFERENCES chat ON DELETE CASCADE,
  message_id BIGINT NOT NULL,
  listing_id BIGINT NOT NULL,
  together INTEGER NOT NULL,
  said INTEGER,
  quantity INTEGER,
  offerings VARCHAR(16000),
  state VARCHAR(10),
  left_then INTEGER,
  offerings_then VARCHAR(16000),
  changed_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  due_at TIMESTAMP(6) WITH TIME ZONE,
  changes INTEGER DEFAULT 0 NOT NULL,
  tries INTEGER DEFAULT 0 NOT NULL,
  on_it BOOLEAN DEFAULT FALSE NOT NULL,
  person VARCHAR(64),
  person_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX told_alert_message ON told_alert (chat_id, message_id);
CREATE INDEX told_alert_listing ON told_alert (listing_id);
CREATE INDEX told_alert_due ON told_alert (due_at);
