-- Changes nothing. A look records its shop first and then its listings; so does a sweep, as each would otherwise wait for
-- what the other holds. An update, as HSQLDB locks nothing for a query.
UPDATE shop_watch SET looks = looks WHERE seller_id IN (:#in:sellers)
