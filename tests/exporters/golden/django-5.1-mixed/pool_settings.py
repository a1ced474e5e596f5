# OVER BUDGET: the fleet needs 372 connections, but the server has 97 available. The rest will be
#              refused (SQLSTATE 53300).
# Written by Poolwart 0.1.0 on 2026-02-03 for Django 5.1.
# Plan: 31 slots in 3 pools, least-loaded, 30 % of the requests spread, the rest to pool 1.
# Budget: (2 replicas + 1 surge) x 4 processes x 31 slots in 3 pools = 372 of 97 usable connections
# (max_connections 100, 3 reserved).
# Limitations of this target (not supported, different meaning) and chosen defaults:
# - max_lifetime (different meaning): psycopg_pool closes a connection up to 10 % early, so that not
#   all are closed at once. “None” is written as ten years.
# - idle_timeout (different meaning): psycopg_pool closes one connection per max_idle and none below
#   min_size. “None” is written as ten years.
# - connect_timeout (different meaning): Whole seconds only, rounded up: 2500ms → 3s
#   (a"b'c\d#e;f%g${h}ü).
# - policy (chosen default): A request keeps the pool that PoolMiddleware chose for it. Within
#   transaction.atomic() without using=, which is a transaction in “default”, the queries stay
#   there.
# - startup parameters (chosen default): statement_timeout is sent in the startup parameter options.
#   PgBouncer refuses it unless ignore_startup_parameters lists it, and otherwise drops it: behind
#   PgBouncer use ALTER ROLE … SET statement_timeout instead.
# - statement_timeout (different meaning): “None” sends no setting: the value of ALTER ROLE, ALTER
#   DATABASE or the server applies.
# - application_name (different meaning): The server shows a character outside ASCII as “?” (up to
#   PostgreSQL 15) or as \x and two digits per byte.
# - fleet (not supported): 2 replicas, 1 surge, 4 processes: used only for the budget line.
# - name (different meaning): The pools are named default and so on here; in the plan: pool-1,
#   a"b'c\d#e;f%g${h}ü, pool-3.
"""The databases of this application: one, by 3 aliases. At the end of settings.py:

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
            "application_name": "büro's-p0",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
            "pool": {
                "name": "pool-1",
                "min_size": 2,
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
            "application_name": "büro's-p1",
            "connect_timeout": 3,
            "options": _options + " -c statement_timeout=250",
            "pool": {
                "name": "a\"b'c\\d#e;f%g${h}ü",
                "min_size": 0,
                "max_size": 7,
                "timeout": 1.5,
                "max_waiting": 100,
                "max_idle": 315360000,
                "max_lifetime": 90.5,
            },
        },
    },
    "p2": {
        **_common,
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
        "TEST": {"MIRROR": "default"},
        "OPTIONS": {
            **_target,
            "application_name": "büro's-p2",
            "connect_timeout": 5,
            "options": _options,
            "pool": {
                "name": "pool-3",
                "min_size": 12,
                "max_size": 12,
                "timeout": 20,
                "max_waiting": 0,  # 0: no limit
                "max_idle": 300,
                "max_lifetime": 315360000,
            },
        },
    },
}

_package = __name__.rpartition(".")[0]
_router = f"{_package}.poolrouter" if _package else "poolrouter"
DATABASE_ROUTERS = [f"{_router}.PoolRouter"]
POOL_MIDDLEWARE = f"{_router}.PoolMiddleware"
