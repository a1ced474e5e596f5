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

-- Applies to new logins; open connections keep their settings. Does not apply to superusers.
ALTER ROLE "app" CONNECTION LIMIT 60;
ALTER ROLE "app" SET statement_timeout = '30000ms';
-- It would close connections that are idle in a pool.
ALTER ROLE "app" SET idle_session_timeout = 0;
ALTER ROLE "app" SET transaction_timeout = 0;
-- Not part of the plan, but a transaction left open keeps its slot:
-- ALTER ROLE "app" SET idle_in_transaction_session_timeout = '60s';
