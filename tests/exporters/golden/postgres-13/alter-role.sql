-- Written by Poolwart 0.1.0 on 2026-02-03 for PostgreSQL 13 and later.
-- Plan: 5 pools x 12, round-robin.
-- Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
-- What this target cannot say, says otherwise, or what was chosen for it:
-- - version (chosen): The files are for PostgreSQL 13 and later; the server that was seen is 15.18.
-- - pools (cannot say): The server knows connections, not pools: only their sum is here, and the
--   statement timeout.
-- - max_connections (chosen): 100: the fleet's 60, the others' at their peak and the reserves, at
--   least what the server has now.

-- For logins from now on; connections that are open keep what they have. Not for superusers.
ALTER ROLE "app" CONNECTION LIMIT 60;
ALTER ROLE "app" SET statement_timeout = '30000ms';
-- The plan says nothing of it, but a transaction that was forgotten keeps its slot:
-- ALTER ROLE "app" SET idle_in_transaction_session_timeout = '60s';
