-- Only the first who answers changes a row.
DELETE FROM invite WHERE id = :id
