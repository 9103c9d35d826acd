-- Changes nothing. A transaction that records several things of a shop begins with its row, as each would otherwise wait for what
-- the other holds. An update, as HSQLDB locks nothing for a query.
UPDATE shop_watch SET looks = looks WHERE seller_id IN (:sellers)
