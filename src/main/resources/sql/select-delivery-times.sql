-- From the notice of an event to the delivery of its alert, both by this database's clock.
SELECT e.noticed_at, a.closed_at
FROM alert a JOIN stock_event e ON e.id = a.event_id
WHERE a.id IN (:#in:ids) AND a.state = 'delivered'
