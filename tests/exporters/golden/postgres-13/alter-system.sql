-- Written by Poolwart 0.1.0 on 2026-02-03 for PostgreSQL 13 and later.
-- Plan: 5 pools x 12, round-robin.
-- Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
-- What this target cannot say, says otherwise, or what was chosen for it:
-- - version (chosen): The files are for PostgreSQL 13 and later; the server that was seen is 15.18.
-- - pools (cannot say): The server knows connections, not pools: only their sum is here, and the
--   statement timeout.
-- - max_connections (chosen): 100: the fleet's 60, the others' at their peak and the reserves, at
--   least what the server has now.

-- Instead of postgresql-pools.conf. As a superuser, not within a transaction: psql -f alter-system.sql
-- A restart is needed. A standby needs at least the primary's max_connections, so change it there first.
ALTER SYSTEM SET max_connections = 100;
ALTER SYSTEM SET superuser_reserved_connections = 3;
SELECT name, setting, pending_restart FROM pg_settings WHERE name LIKE '%connections' ORDER BY name;
