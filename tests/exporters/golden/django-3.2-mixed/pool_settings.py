# OVER THE BUDGET: the fleet needs 372 connections, the server has 97 for it. The rest will be refused
#                  (SQLSTATE 53300).
# Written by Poolwart 0.1.0 on 2026-02-03 for Django 3.2.
# Plan: 31 slots in 3 pools, least-loaded, 30 % of the requests spread, the rest to pool 1.
# Budget: (2 replicas + 1 surge) x 4 processes x 31 slots in 3 pools = 372 of 97 usable connections
# (max_connections 100, 3 reserved).
# What this target cannot say, says otherwise, or what was chosen for it:
# - slots (cannot say): Django 3.2 has no pool: each thread opens a connection of its own in each
#   alias that it uses. The limit is the number of threads, in each of 3 aliases; in the plan: 12
#   (pool-1, pool-3), 7 (a"b'c\d#e;f%g${h}ü). Give a process at most as many threads as its smallest
#   pool has slots.
# - minimum_idle (cannot say): There is no key for it here; in the plan: 2 (pool-1), 0
#   (a"b'c\d#e;f%g${h}ü), 12 (pool-3).
# - acquire_timeout (cannot say): There is no key for it here; in the plan: 20s (pool-1, pool-3),
#   1500ms (a"b'c\d#e;f%g${h}ü).
# - idle_timeout (cannot say): There is no key for it here; in the plan: 5m (pool-1, pool-3), none
#   (a"b'c\d#e;f%g${h}ü).
# - queue_limit (cannot say): There is no key for it here; in the plan: none (pool-1, pool-3), 100
#   (a"b'c\d#e;f%g${h}ü).
# - max_lifetime (changes meaning): CONN_MAX_AGE is looked at when a request begins and ends, and has
#   no jitter.
# - max_lifetime (changes meaning): Whole seconds only, rounded up: 90500ms → 91s
#   (a"b'c\d#e;f%g${h}ü).
# - connect_timeout (changes meaning): Whole seconds only, rounded up: 2500ms → 3s
#   (a"b'c\d#e;f%g${h}ü).
# - policy (chosen): A request keeps the pool that PoolMiddleware chose for it. Within
#   transaction.atomic() without using=, which is a transaction in “default”, the queries stay
#   there.
# - startup parameters (chosen): statement_timeout goes out in the startup parameter options.
#   PgBouncer refuses that unless ignore_startup_parameters lists it, and then drops it: behind
#   PgBouncer write ALTER ROLE … SET statement_timeout instead.
# - statement_timeout (changes meaning): “None” sends nothing: what ALTER ROLE, ALTER DATABASE or
#   the server sets holds.
# - application_name (changes meaning): The server shows a letter outside ASCII as “?” (until
#   PostgreSQL 15) or as \x and two digits a byte.
# - fleet (cannot say): 2 replicas, 1 surge, 4 processes: they count in the budget line only.
# - name (changes meaning): The pools are called default and so on here; in the plan: pool-1,
#   a"b'c\d#e;f%g${h}ü, pool-3.
"""The databases of this application: one, by 3 aliases. At the end of settings.py:

    from .pool_settings import DATABASE_ROUTERS, DATABASES, POOL_MIDDLEWARE

    MIDDLEWARE = [POOL_MIDDLEWARE, *MIDDLEWARE]

Put poolrouter.py beside this file. Do not set ATOMIC_REQUESTS: it would open a transaction in every alias.
"""

import os
import re

try:
    from psycopg2.extensions import parse_dsn
except ImportError:
    from psycopg.conninfo import conninfo_to_dict as parse_dsn


def _read_url():
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise RuntimeError(
            "DATABASE_URL is not set. Write it as postgresql://user:password@host:5432/database, see .env.example."
        )
    scheme = re.match(r"postgres(ql)?(\+\w+)?://", url, re.IGNORECASE)
    if not scheme:
        raise RuntimeError("DATABASE_URL is no PostgreSQL URL. It must begin with postgresql:// or postgres://.")
    return parse_dsn("postgresql://" + url[scheme.end() :])


_target = _read_url()
_options = _target.pop("options", "")  # a search_path, perhaps: kept
_common = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": _target.pop("dbname", ""),
    "USER": _target.pop("user", ""),
    "PASSWORD": _target.pop("password", ""),
    "HOST": _target.pop("host", ""),
    "PORT": _target.pop("port", ""),
    "DISABLE_SERVER_SIDE_CURSORS": False,  # True behind a pooler in transaction mode
}

# In the plan's order. Times are seconds, statement_timeout milliseconds. What is named here wins over DATABASE_URL.
DATABASES = {
    "default": {
        **_common,
        "CONN_MAX_AGE": 1800,
        "OPTIONS": {
            **_target,
            "application_name": "büro's-p0",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
    },
    "p1": {
        **_common,
        "CONN_MAX_AGE": 91,
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "büro's-p1",
            "connect_timeout": 3,
            "options": _options + " -c statement_timeout=250",
        },
    },
    "p2": {
        **_common,
        "CONN_MAX_AGE": None,
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "büro's-p2",
            "connect_timeout": 5,
            "options": _options,
        },
    },
}

_package = __name__.rpartition(".")[0]
_router = f"{_package}.poolrouter" if _package else "poolrouter"
DATABASE_ROUTERS = [f"{_router}.PoolRouter"]
POOL_MIDDLEWARE = f"{_router}.PoolMiddleware"
