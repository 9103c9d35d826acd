-- The last migration and whether it went well; Flyway's table.
SELECT "version", "success"
FROM "flyway_schema_history"
WHERE "installed_rank" = (SELECT MAX("installed_rank") FROM "flyway_schema_history")
