-- Troubles of the bot itself that ADMIN_CHAT hears of, once when each begins and once when it is over, whatever node sees
-- it. seen_at: the latest that is known of it while it lasts. ended_at: null while it lasts.
CREATE TABLE trouble (
  name VARCHAR(40) PRIMARY KEY,
  since TIMESTAMP(6) WITH TIME ZONE,
  seen_at TIMESTAMP(6) WITH TIME ZONE,
  ended_at TIMESTAMP(6) WITH TIME ZONE
);
INSERT INTO trouble (name, ended_at) VALUES ('key_refused', CURRENT_TIMESTAMP);
INSERT INTO trouble (name, ended_at) VALUES ('quota_gone', CURRENT_TIMESTAMP);
INSERT INTO trouble (name, ended_at) VALUES ('etsy_away', CURRENT_TIMESTAMP);
INSERT INTO trouble (name, ended_at) VALUES ('alerts_refused', CURRENT_TIMESTAMP);
INSERT INTO trouble (name, ended_at) VALUES ('updates_passed_over', CURRENT_TIMESTAMP);
