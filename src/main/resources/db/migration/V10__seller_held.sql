-- Etsy may refuse the calls of one seller (429) while it answers those of others. held_until: no call for this seller
-- before, on whatever node. refusals: how often Etsy refused in a row.
ALTER TABLE etsy_grant ADD COLUMN held_until TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE etsy_grant ADD COLUMN refusals INTEGER DEFAULT 0 NOT NULL;
