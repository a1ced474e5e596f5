-- OVER BUDGET: the fleet needs 372 connections, but the server has 97 available. The rest will be
--              refused (SQLSTATE 53300).
-- Written by Poolwart 0.1.0 on 2026-02-03 for PostgreSQL 18 and later.
-- Plan: 31 slots in 3 pools, least-loaded, 30 % of the requests spread, the rest to pool 1.
-- Budget: (2 replicas + 1 surge) x 4 processes x 31 slots in 3 pools = 372 of 97 usable connections
-- (max_connections 100, 3 reserved).
-- Limitations of this target (not supported, different meaning) and chosen defaults:
-- - version (chosen default): The files are for PostgreSQL 18 and later, but the connected server is
--   15.18.
-- - pools (not supported): The server has connections, not pools: the file contains only their sum and
--   the statement timeout.
-- - max_connections (chosen default): 380: 372 for the fleet, the peak of the others and the reserved
--   ones; at least the server's current value.
-- - statement_timeout (different meaning): The role has one value for all pools, the longest: none; in
--   the plan: 30s (pool-1), 250ms (a"b'c\d#e;f%g${h}ü), none (pool-3).

-- Applies to new logins; open connections keep their settings. Does not apply to superusers.
ALTER ROLE "app@x" CONNECTION LIMIT 372;
-- It would close connections that are idle in a pool.
ALTER ROLE "app@x" SET idle_session_timeout = 0;
ALTER ROLE "app@x" SET transaction_timeout = 0;
-- Not part of the plan, but a transaction left open keeps its slot:
-- ALTER ROLE "app@x" SET idle_in_transaction_session_timeout = '60s';
