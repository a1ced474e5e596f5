{{#header}}
-- {{line|comment}}
{{/header}}

-- Applies to new logins; open connections keep their settings. Does not apply to superusers.
ALTER ROLE {{user|ident}} CONNECTION LIMIT {{roleLimit|int}};
{{#hasTimeout}}
ALTER ROLE {{user|ident}} SET statement_timeout = {{timeout|sql}};
{{/hasTimeout}}
{{#hasIdleSession}}
-- It would close connections that are idle in a pool.
ALTER ROLE {{user|ident}} SET idle_session_timeout = 0;
{{/hasIdleSession}}
{{#hasTransaction}}
ALTER ROLE {{user|ident}} SET transaction_timeout = 0;
{{/hasTransaction}}
-- Not part of the plan, but a transaction left open keeps its slot:
-- ALTER ROLE {{user|ident}} SET idle_in_transaction_session_timeout = '60s';
