-- From the notice of an event to the delivery of its alert, both by this database's clock; not of what waited as its chat
-- chose.
-- COALESCE keeps HSQLDB from reading all that was ever delivered by its index.
SELECT e.noticed_at, a.closed_at
FROM alert a JOIN stock_event e ON e.id = a.event_id
WHERE a.id IN (:ids) AND COALESCE(a.state, '') = 'delivered' AND a.held IS NULL
