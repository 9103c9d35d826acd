-- They were sold out while they waited, and are for sale again.
-- COALESCE keeps HSQLDB from reading all that is due by its index.
UPDATE alert SET came_back = TRUE WHERE id IN (:back) AND COALESCE(state, '') = 'due'
