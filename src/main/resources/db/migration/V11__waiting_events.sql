-- Why an event waits to be described; null when nothing went wrong. ADMIN_CHAT hears of events that wait.
ALTER TABLE stock_event ADD COLUMN trouble VARCHAR(255);
INSERT INTO trouble (name, ended_at) VALUES ('events_waiting', CURRENT_TIMESTAMP);
