-- Topics of groups: where a log-in was begun, where a chat hears of a seller, and where a ready-made message goes. Null: the
-- chat itself. An alert of a stock event goes where the chat hears of its seller by then.
ALTER TABLE login ADD COLUMN topic BIGINT;
ALTER TABLE subscription ADD COLUMN topic BIGINT;
ALTER TABLE alert ADD COLUMN topic BIGINT;
