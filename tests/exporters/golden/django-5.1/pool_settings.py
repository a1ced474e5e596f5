# Written by Poolwart 0.1.0 on 2026-02-03 for Django 5.1.
# Plan: 5 pools x 12, round-robin.
# Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
# Limitations of this target (not supported, different meaning) and chosen defaults:
# - max_lifetime (different meaning): psycopg_pool closes a connection up to 10 % early, so that not
#   all are closed at once. “None” is written as ten years.
# - idle_timeout (different meaning): psycopg_pool closes one connection per max_idle and none below
#   min_size. “None” is written as ten years.
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
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": False,  # True behind a pooler in transaction mode
}

# In plan order. Times are seconds, statement_timeout milliseconds. Values here override DATABASE_URL.
DATABASES = {
    "default": {
        **_common,
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "OPTIONS": {
            **_target,
            "application_name": "shop-p0",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
            "pool": {
                "name": "pool-1",
                "min_size": 12,
                "max_size": 12,
                "timeout": 20,
                "max_waiting": 0,  # 0: no limit
                "max_idle": 300,
                "max_lifetime": 1800,
            },
        },
    },
    "p1": {
        **_common,
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "shop-p1",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
            "pool": {
                "name": "pool-2",
                "min_size": 12,
                "max_size": 12,
                "timeout": 20,
                "max_waiting": 0,  # 0: no limit
                "max_idle": 300,
                "max_lifetime": 1800,
            },
        },
    },
    "p2": {
        **_common,
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "shop-p2",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
            "pool": {
                "name": "pool-3",
                "min_size": 12,
                "max_size": 12,
                "timeout": 20,
                "max_waiting": 0,  # 0: no limit
                "max_idle": 300,
                "max_lifetime": 1800,
            },
        },
    },
    "p3": {
        **_common,
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "shop-p3",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
            "pool": {
                "name": "pool-4",
                "min_size": 12,
                "max_size": 12,
                "timeout": 20,
                "max_waiting": 0,  # 0: no limit
                "max_idle": 300,
                "max_lifetime": 1800,
            },
        },
    },
    "p4": {
        **_common,
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "shop-p4",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
            "pool": {
                "name": "pool-5",
                "min_size": 12,
                "max_size": 12,
                "timeout": 20,
                "max_waiting": 0,  # 0: no limit
                "max_idle": 300,
                "max_lifetime": 1800,
            },
        },
    },
}

_package = __name__.rpartition(".")[0]
_router = f"{_package}.poolrouter" if _package else "poolrouter"
DATABASE_ROUTERS = [f"{_router}.PoolRouter"]
POOL_MIDDLEWARE = f"{_router}.PoolMiddleware"
