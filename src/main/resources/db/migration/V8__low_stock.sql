-- Variations that are known again, and who was told of what as low.

-- variation: the product id under which it was first seen, as Etsy gives all products of a listing new ids whenever its
-- inventory is written by API. most_seen: the highest quantity ever seen of it; null where that is not known.
-- hidden: units that are left of it while it is hidden from buyers.
ALTER TABLE offering ADD COLUMN variation BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE offering ADD COLUMN most_seen INTEGER;
ALTER TABLE offering ADD COLUMN hidden INTEGER;
UPDATE offering SET variation = product_id, most_seen = CASE WHEN quantity > 1 THEN quantity END;

-- How many were left before; null for events that no look made.
ALTER TABLE stock_event ADD COLUMN quantity_before INTEGER;

-- JSON as in stock_event, of the variations that this chat is to hear of; null: all those of the event.
ALTER TABLE alert ADD COLUMN offerings VARCHAR(16000);

-- What each chat was told as low, until it is sold out or rises above the chat's threshold. variation: 0 for a listing as
-- a whole. event_id: the event by which it was told; 0: it was low already when the bot first saw it.
CREATE TABLE low_told (
  chat_id BIGINT NOT NULL REFERENCES chat ON DELETE CASCADE,
  listing_id BIGINT NOT NULL REFERENCES listing ON DELETE CASCADE,
  variation BIGINT NOT NULL,
  seller_id BIGINT NOT NULL,
  event_id BIGINT NOT NULL,
  PRIMARY KEY (chat_id, listing_id, variation)
);
CREATE INDEX low_told_listing ON low_told (listing_id);
CREATE INDEX low_told_seller ON low_told (seller_id);

-- Since when low_told holds what is low in the shop; null: not yet.
ALTER TABLE shop_watch ADD COLUMN lows_kept_at TIMESTAMP(6) WITH TIME ZONE;
