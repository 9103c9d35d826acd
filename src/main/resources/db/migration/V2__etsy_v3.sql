-- Etsy's API v3: shops that are looked at in turn, their stock by variation, and what Etsy's webhooks say.

ALTER TABLE seller ADD COLUMN shop_id BIGINT;
-- 'Low' at or below this many; null: LOW_STOCK_THRESHOLD; 0: never.
ALTER TABLE seller ADD COLUMN low_threshold INTEGER;

-- In v3, token_sealed is the access token, which ends at expires_at, and secret_sealed the refresh token.
-- The lease keeps the refresh to one node at a time.
ALTER TABLE etsy_grant ADD COLUMN expires_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE etsy_grant ADD COLUMN lease_owner VARCHAR(64);
ALTER TABLE etsy_grant ADD COLUMN lease_until TIMESTAMP(6) WITH TIME ZONE;

-- In v3, token_sealed is the state and secret_sealed the PKCE verifier; the state is found again by its hash.
ALTER TABLE login ADD COLUMN state_hash VARCHAR(64);
ALTER TABLE login ADD COLUMN chat_name VARCHAR(255);
ALTER TABLE login ADD COLUMN language VARCHAR(35);
ALTER TABLE login ADD COLUMN used_at TIMESTAMP(6) WITH TIME ZONE;
CREATE INDEX login_state ON login (state_hash);

-- When the chat was told that Etsy cannot be reached; null while it can.
ALTER TABLE chat ADD COLUMN etsy_away_told_at TIMESTAMP(6) WITH TIME ZONE;

-- Whether the chat wants to hear of listings that are back.
ALTER TABLE subscription ADD COLUMN restocks BOOLEAN DEFAULT FALSE NOT NULL;

-- most_seen: the highest quantity seen since it was last for sale anew; tells a listing that ran down from a one-off.
-- missing_since: a look found it in no list of the shop; what it was is still kept.
ALTER TABLE listing ADD COLUMN url VARCHAR(2000);
ALTER TABLE listing ADD COLUMN updated_tsz BIGINT;
ALTER TABLE listing ADD COLUMN low_threshold INTEGER;
ALTER TABLE listing ADD COLUMN most_seen INTEGER;
ALTER TABLE listing ADD COLUMN missing_since TIMESTAMP(6) WITH TIME ZONE;

-- The last that was seen of each product of a listing. quantity is null where all products share the listing's.
CREATE TABLE offering (
  listing_id BIGINT NOT NULL REFERENCES listing ON DELETE CASCADE,
  product_id BIGINT NOT NULL,
  sku VARCHAR(255),
  name VARCHAR(500),
  quantity INTEGER,
  PRIMARY KEY (listing_id, product_id)
);

-- When a shop is looked at. The lease keeps it to one look at a time, and looks counts those that were recorded.
-- wanted_at: a webhook or a person wants a look now. failing_since and trouble: since when and why looks fail.
-- baseline_at: when the shop was first seen whole. collapsed_at: a look saw most listings gone and was not believed yet.
-- paused_at: the access was gone; the first look after that tells what changed meanwhile.
-- calls and listings: what a usual look takes, and how many listings it sees for sale.
CREATE TABLE shop_watch (
  seller_id BIGINT PRIMARY KEY REFERENCES seller ON DELETE CASCADE,
  shop_id BIGINT NOT NULL,
  due_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  wanted_at TIMESTAMP(6) WITH TIME ZONE,
  looked_at TIMESTAMP(6) WITH TIME ZONE,
  full_look_at TIMESTAMP(6) WITH TIME ZONE,
  baseline_at TIMESTAMP(6) WITH TIME ZONE,
  collapsed_at TIMESTAMP(6) WITH TIME ZONE,
  paused_at TIMESTAMP(6) WITH TIME ZONE,
  failing_since TIMESTAMP(6) WITH TIME ZONE,
  trouble VARCHAR(255),
  attempts INTEGER DEFAULT 0 NOT NULL,
  looks BIGINT DEFAULT 0 NOT NULL,
  calls INTEGER DEFAULT 1 NOT NULL,
  listings INTEGER DEFAULT 0 NOT NULL,
  lease_owner VARCHAR(64),
  lease_until TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX shop_watch_due ON shop_watch (due_at);
CREATE INDEX shop_watch_shop ON shop_watch (shop_id);

-- A webhook that Etsy delivered: its id makes a repeated delivery one. look: the look that has taken it up; worked_at:
-- that look was recorded.
CREATE TABLE webhook_delivery (
  webhook_id VARCHAR(255) PRIMARY KEY,
  event_type VARCHAR(80) NOT NULL,
  shop_id BIGINT,
  listing_id BIGINT,
  receipt_id BIGINT,
  received_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  look VARCHAR(64),
  worked_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX webhook_delivery_shop ON webhook_delivery (shop_id, worked_at);

-- offerings: JSON of the variations that the event is about: [{"name", "sku", "quantity"}, …]; null for a whole listing.
ALTER TABLE stock_event ADD COLUMN offerings VARCHAR(16000);

-- When an alert that had waited long was last found to be still true.
ALTER TABLE alert ADD COLUMN checked_at TIMESTAMP(6) WITH TIME ZONE;
