-- The planner: how often listings sell, when each is due for a sweep, and the pace of looks when calls are scarce.

-- sold, sold_days, sold_at: units that were seen to be sold, the days that took, and up to when; both fade within a month.
-- seen_at: when a sweep or a look at it last saw it; a look at its whole shop may have seen it later.
-- sweep_at: when it is due for a sweep; null while it is not for sale, or its shop is not watched.
-- suspected_at: a sweep saw that it may have crossed a line, and a look at it has to tell.
ALTER TABLE listing ADD COLUMN sold DOUBLE PRECISION DEFAULT 0 NOT NULL;
ALTER TABLE listing ADD COLUMN sold_days DOUBLE PRECISION DEFAULT 0 NOT NULL;
ALTER TABLE listing ADD COLUMN sold_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE listing ADD COLUMN seen_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE listing ADD COLUMN sweep_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE listing ADD COLUMN suspected_at TIMESTAMP(6) WITH TIME ZONE;
CREATE INDEX listing_sweep ON listing (sweep_at);
UPDATE listing SET sweep_at = CURRENT_TIMESTAMP WHERE state = 'active' AND missing_since IS NULL;

-- seen_at: when a look last saw all that is for sale. usual_sales: units a day that a listing of the shop sells.
-- announced, unannounced: looks that found sales and were, or were not, wanted by a webhook; they fade with each other.
ALTER TABLE shop_watch ADD COLUMN seen_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE shop_watch ADD COLUMN usual_sales DOUBLE PRECISION DEFAULT 0.1 NOT NULL;
ALTER TABLE shop_watch ADD COLUMN announced DOUBLE PRECISION DEFAULT 0 NOT NULL;
ALTER TABLE shop_watch ADD COLUMN unannounced DOUBLE PRECISION DEFAULT 0 NOT NULL;
-- Few shops at a time are wanted or leased: these find them without reading all the others.
CREATE INDEX shop_watch_wanted ON shop_watch (wanted_at);
CREATE INDEX shop_watch_lease ON shop_watch (lease_until);

-- The pace of looks that nobody asked for, when calls are scarce: none of a kind before free_at, on whatever node. The
-- lease keeps sweeps to one at a time.
CREATE TABLE look_pace (
  name VARCHAR(16) PRIMARY KEY,
  free_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  lease_owner VARCHAR(64),
  lease_until TIMESTAMP(6) WITH TIME ZONE
);
INSERT INTO look_pace (name) VALUES ('looks');
INSERT INTO look_pace (name) VALUES ('sweeps');
DELETE FROM feed_cursor WHERE name = 'sweep';
