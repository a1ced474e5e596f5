-- Written by Poolwart 0.1.0 on 2026-02-03 for PostgreSQL 18 and later.
-- Plan: 5 pools x 12, round-robin.
-- Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
-- Limitations of this target (not supported, different meaning) and chosen defaults:
-- - version (chosen default): The files are for PostgreSQL 18 and later, but the connected server is
--   15.18.
-- - pools (not supported): The server has connections, not pools: the file contains only their sum and
--   the statement timeout.
-- - max_connections (chosen default): 100: 60 for the fleet, the peak of the others and the reserved
--   ones; at least the server's current value.

-- Use it instead of postgresql-pools.conf, as a superuser and outside a transaction: psql -f alter-system.sql
-- A restart is needed. A standby needs at least the primary's max_connections, so change it there first.
ALTER SYSTEM SET max_connections = 100;
ALTER SYSTEM SET superuser_reserved_connections = 3;
ALTER SYSTEM SET reserved_connections = 0;
SELECT name, setting, pending_restart FROM pg_settings WHERE name LIKE '%connections' ORDER BY name;
