{{#header}}
# {{line|comment}}
{{/header}}
"""The databases of this application: one, by {{count|int}} aliases. At the end of settings.py:

    from .pool_settings import DATABASE_ROUTERS, DATABASES, POOL_MIDDLEWARE

    MIDDLEWARE = [POOL_MIDDLEWARE, *MIDDLEWARE]

Put poolrouter.py beside this file. Do not set ATOMIC_REQUESTS: it would open a transaction in every alias.
"""

import os
import re

{{#pool}}
from psycopg.conninfo import conninfo_to_dict as parse_dsn
{{/pool}}
{{^pool}}
try:
    from psycopg2.extensions import parse_dsn
except ImportError:
    from psycopg.conninfo import conninfo_to_dict as parse_dsn
{{/pool}}


{{>python/target.py}}


_target = _read_url()
_options = _target.pop("options", "")  # kept, for example a search_path
_common = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": _target.pop("dbname", ""),
    "USER": _target.pop("user", ""),
    "PASSWORD": _target.pop("password", ""),
    "HOST": _target.pop("host", ""),
    "PORT": _target.pop("port", ""),
{{#healthChecks}}
    "CONN_HEALTH_CHECKS": True,
{{/healthChecks}}
    "DISABLE_SERVER_SIDE_CURSORS": False,  # True behind a pooler in transaction mode
}

# In plan order. Times are seconds, statement_timeout milliseconds. Values here override DATABASE_URL.
DATABASES = {
{{#pools}}
    "{{alias|raw}}": {
        **_common,
{{#pool}}
        "CONN_MAX_AGE": 0,  # the pool keeps the connections
{{/pool}}
{{^pool}}
        "CONN_MAX_AGE": {{age|raw}},
{{/pool}}
{{#mirror}}
        "TEST": {"MIRROR": "default"},
{{/mirror}}
        "OPTIONS": {
            **_target,
            "application_name": {{applicationName|json}},
            "connect_timeout": {{connect|int}},
            "options": _options{{#hasStatement}} + " -c statement_timeout={{statement|int}}"{{/hasStatement}},
{{#pool}}
            "pool": {
                "name": {{name|json}},
                "min_size": {{min|int}},
                "max_size": {{size|int}},
                "timeout": {{acquire|decimal}},
                "max_waiting": {{queue|int}},{{#endless}}  # 0: no limit{{/endless}}
                "max_idle": {{idle|decimal}},
                "max_lifetime": {{lifetime|decimal}},
            },
{{/pool}}
        },
    },
{{/pools}}
}

_package = __name__.rpartition(".")[0]
_router = f"{_package}.poolrouter" if _package else "poolrouter"
DATABASE_ROUTERS = [f"{_router}.PoolRouter"]
POOL_MIDDLEWARE = f"{_router}.PoolMiddleware"
