UPDATE listing SET missing_since = CURRENT_TIMESTAMP, sweep_at = NULL, suspected_at = NULL
WHERE listing_id = :#${body} AND seller_id = :#${variable.shop[seller_id]} AND missing_since IS NULL
