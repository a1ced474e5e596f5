{{#header}}
-- {{line|comment}}
{{/header}}

-- For logins from now on; connections that are open keep what they have. Not for superusers.
ALTER ROLE {{user|ident}} CONNECTION LIMIT {{roleLimit|int}};
{{#hasTimeout}}
ALTER ROLE {{user|ident}} SET statement_timeout = {{timeout|sql}};
{{/hasTimeout}}
{{#hasIdleSession}}
-- It would cut connections that wait in a pool.
ALTER ROLE {{user|ident}} SET idle_session_timeout = 0;
{{/hasIdleSession}}
{{#hasTransaction}}
ALTER ROLE {{user|ident}} SET transaction_timeout = 0;
{{/hasTransaction}}
-- The plan says nothing of it, but a transaction that was forgotten keeps its slot:
-- ALTER ROLE {{user|ident}} SET idle_in_transaction_session_timeout = '60s';
