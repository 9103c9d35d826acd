-- For the embedded database only. Every column that holds a time of this database's clock.
SELECT table_name, column_name
FROM information_schema.columns
WHERE table_schema = 'PUBLIC' AND data_type = 'TIMESTAMP WITH TIME ZONE'
