# Written by Poolwart 0.1.0 on 2026-02-03 for Django 3.2.
# Plan: 5 pools x 12, round-robin.
# Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
# Limitations of this target (not supported, different meaning) and chosen defaults:
# - slots (not supported): Django 3.2 has no pool: each thread opens its own connection in each alias
#   that it uses. The limit is the number of threads in each of 5 aliases; in the plan: 12. Give a
#   process at most as many threads as its smallest pool has slots.
# - minimum_idle (not supported): The target has no key for this setting; in the plan: 12.
# - acquire_timeout (not supported): The target has no key for this setting; in the plan: 20s.
# - idle_timeout (not supported): The target has no key for this setting; in the plan: 5m.
# - max_lifetime (different meaning): Django checks CONN_MAX_AGE when a request begins and ends, and
#   it has no jitter.
# - policy (chosen default): A request keeps the pool that PoolMiddleware chose for it. Within
#   transaction.atomic() without using=, which is a transaction in “default”, the queries stay
#   there.
# - startup parameters (chosen default): statement_timeout is sent in the startup parameter options.
#   PgBouncer refuses it unless ignore_startup_parameters lists it, and otherwise drops it: behind
#   PgBouncer use ALTER ROLE … SET statement_timeout instead.
# - name (different meaning): The pools are named default and so on here; in the plan: pool-1, pool-2,
#   pool-3, ….
"""The databases of this application: one, by 5 aliases. At the end of settings.py:

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
        raise RuntimeError("DATABASE_URL is not a PostgreSQL URL. It must begin with postgresql:// or postgres://.")
    return parse_dsn("postgresql://" + url[scheme.end() :])


_target = _read_url()
_options = _target.pop("options", "")  # kept, for example a search_path
_common = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": _target.pop("dbname", ""),
    "USER": _target.pop("user", ""),
    "PASSWORD": _target.pop("password", ""),
    "HOST": _target.pop("host", ""),
    "PORT": _target.pop("port", ""),
    "DISABLE_SERVER_SIDE_CURSORS": False,  # True behind a pooler in transaction mode
}

# In plan order. Times are seconds, statement_timeout milliseconds. Values here override DATABASE_URL.
DATABASES = {
    "default": {
        **_common,
        "CONN_MAX_AGE": 1800,
        "OPTIONS": {
            **_target,
            "application_name": "shop-p0",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
    },
    "p1": {
        **_common,
        "CONN_MAX_AGE": 1800,
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "shop-p1",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
    },
    "p2": {
        **_common,
        "CONN_MAX_AGE": 1800,
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "shop-p2",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
    },
    "p3": {
        **_common,
        "CONN_MAX_AGE": 1800,
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "shop-p3",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
    },
    "p4": {
        **_common,
        "CONN_MAX_AGE": 1800,
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "shop-p4",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
    },
}

_package = __name__.rpartition(".")[0]
_router = f"{_package}.poolrouter" if _package else "poolrouter"
DATABASE_ROUTERS = [f"{_router}.PoolRouter"]
POOL_MIDDLEWARE = f"{_router}.PoolMiddleware"
