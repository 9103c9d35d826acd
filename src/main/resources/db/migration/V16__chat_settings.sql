-- What each chat chooses, for itself alone.

-- Why an alert waits: pause, digest or quiet; null: it does not, or was not asked for yet. Those that waited for the same
-- become one message. came_back: it was sold out while it waited, and is for sale again.
ALTER TABLE alert ADD COLUMN held VARCHAR(10);
ALTER TABLE alert ADD COLUMN came_back BOOLEAN DEFAULT FALSE NOT NULL;

-- language_chosen: in place of Telegram's; null: not chosen. time_zone: of the IANA; null: not chosen, UTC counts.
ALTER TABLE chat ADD COLUMN language_chosen VARCHAR(35);
ALTER TABLE chat ADD COLUMN time_zone VARCHAR(64);
-- Alerts wait until then, and are one summary.
ALTER TABLE chat ADD COLUMN paused_until TIMESTAMP(6) WITH TIME ZONE;
-- Minutes of the chat's day between which alerts wait; null: none. quiet_sold_out: but sold-out is told at night too.
ALTER TABLE chat ADD COLUMN quiet_from INTEGER;
ALTER TABLE chat ADD COLUMN quiet_until INTEGER;
ALTER TABLE chat ADD COLUMN quiet_sold_out BOOLEAN DEFAULT FALSE NOT NULL;
-- digest: off, daily or weekly. digest_of: low or all. digest_day: 1 is Monday. digest_at: minute of the chat's day.
ALTER TABLE chat ADD COLUMN digest VARCHAR(10) DEFAULT 'off' NOT NULL;
ALTER TABLE chat ADD COLUMN digest_of VARCHAR(10) DEFAULT 'low' NOT NULL;
ALTER TABLE chat ADD COLUMN digest_day INTEGER DEFAULT 1 NOT NULL;
ALTER TABLE chat ADD COLUMN digest_at INTEGER DEFAULT 540 NOT NULL;
-- What becomes of the sell-out of a listing that is one of a kind: told, digest or off.
ALTER TABLE chat ADD COLUMN one_of_a_kind VARCHAR(10) DEFAULT 'told' NOT NULL;

-- Low at or below this many; null: LOW_STOCK_THRESHOLD; 0: never. What a seller chose before holds for each of its chats;
-- seller.low_threshold and listing.low_threshold are read no more.
ALTER TABLE subscription ADD COLUMN low_threshold INTEGER;
UPDATE subscription SET low_threshold =
  (SELECT s.low_threshold FROM seller s WHERE s.seller_id = subscription.seller_id);

-- What a chat chose for a listing, or for a variation of it; variation: 0 for the listing as a whole.
-- low_threshold: as in subscription, whose number holds where it is null. muted_until: nothing is told of the listing before.
-- muted_until_back: nothing is told of it until it is back in stock.
CREATE TABLE listing_wish (
  chat_id BIGINT NOT NULL REFERENCES chat ON DELETE CASCADE,
  listing_id BIGINT NOT NULL REFERENCES listing ON DELETE CASCADE,
  variation BIGINT DEFAULT 0 NOT NULL,
  low_threshold INTEGER,
  muted_until TIMESTAMP(6) WITH TIME ZONE,
  muted_until_back BOOLEAN DEFAULT FALSE NOT NULL,
  PRIMARY KEY (chat_id, listing_id, variation)
);
CREATE INDEX listing_wish_listing ON listing_wish (listing_id);
INSERT INTO listing_wish (chat_id, listing_id, low_threshold)
SELECT x.chat_id, l.listing_id, l.low_threshold
FROM listing l JOIN subscription x ON x.seller_id = l.seller_id
WHERE l.low_threshold IS NOT NULL;
