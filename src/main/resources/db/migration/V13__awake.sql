-- Since when a bot has been running, with no pause of more than ten minutes (stay-awake.sql): what nobody tried while none
-- ran has not failed. One row; in a database of before, a pause is all that is known.
CREATE TABLE awake (
  since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  seen_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
INSERT INTO awake (since, seen_at) VALUES (TIMESTAMP '1970-01-01 00:00:00', TIMESTAMP '1970-01-01 00:00:00');
