-- OVER THE BUDGET: the fleet needs 372 connections, the server has 97 for it. The rest will be refused
--                  (SQLSTATE 53300).
-- Written by Poolwart 0.1.0 on 2026-02-03 for PostgreSQL 18 and later.
-- Plan: 31 slots in 3 pools, least-loaded, 30 % of the requests spread, the rest to pool 1.
-- Budget: (2 replicas + 1 surge) x 4 processes x 31 slots in 3 pools = 372 of 97 usable connections
-- (max_connections 100, 3 reserved).
-- What this target cannot say, says otherwise, or what was chosen for it:
-- - version (chosen): The files are for PostgreSQL 18 and later; the server that was seen is 15.18.
-- - pools (cannot say): The server knows connections, not pools: only their sum is here, and the
--   statement timeout.
-- - max_connections (chosen): 380: the fleet's 372, the others' at their peak and the reserves, at
--   least what the server has now.
-- - statement_timeout (changes meaning): The role has one for all pools, the longest: none; in the
--   plan: 30s (pool-1), 250ms (a"b'c\d#e;f%g${h}ü), none (pool-3).

-- For logins from now on; connections that are open keep what they have. Not for superusers.
ALTER ROLE "app@x" CONNECTION LIMIT 372;
-- It would cut connections that wait in a pool.
ALTER ROLE "app@x" SET idle_session_timeout = 0;
ALTER ROLE "app@x" SET transaction_timeout = 0;
-- The plan says nothing of it, but a transaction that was forgotten keeps its slot:
-- ALTER ROLE "app@x" SET idle_in_transaction_session_timeout = '60s';
