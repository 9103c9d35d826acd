-- Of the message that a log-in is done: whose shop was linked. While it is not due, the summary of the first look takes its
-- place.
ALTER TABLE alert ADD COLUMN link_of BIGINT;
