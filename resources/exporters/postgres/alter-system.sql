{{#header}}
-- {{line|comment}}
{{/header}}

-- Use it instead of postgresql-pools.conf, as a superuser and outside a transaction: psql -f alter-system.sql
-- A restart is needed. A standby needs at least the primary's max_connections, so change it there first.
ALTER SYSTEM SET max_connections = {{maxConnections|int}};
ALTER SYSTEM SET superuser_reserved_connections = {{superuserReserved|int}};
{{#hasReserved}}
ALTER SYSTEM SET reserved_connections = {{reserved|int}};
{{/hasReserved}}
SELECT name, setting, pending_restart FROM pg_settings WHERE name LIKE '%connections' ORDER BY name;
