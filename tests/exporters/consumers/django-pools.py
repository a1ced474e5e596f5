# SPDX-License-Identifier: GPL-3.0-or-later
# Drives the exported pool_settings.py and poolrouter.py of the current folder with Debian's Django, which knows no pool.
# Where the settings have one, psycopg_pool is given what Django 5.1 gives it: see pool_of.
import sys
import threading

import django
import dotenv
from answering import at_once, begin, serve
from django.conf import settings

dotenv.load_dotenv(".env")
sys.path.insert(0, ".")
from pool_settings import DATABASE_ROUTERS, DATABASES, POOL_MIDDLEWARE  # noqa: E402

pooled = "pool" in DATABASES["default"]["OPTIONS"]
settings.configure(DATABASES=DATABASES, DATABASE_ROUTERS=DATABASE_ROUTERS, MIDDLEWARE=[POOL_MIDDLEWARE])
django.setup()

import poolrouter  # noqa: E402
from django.db import connections, models, router, transaction  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

aliases = list(DATABASES)
session = """SELECT pg_backend_pid(), current_setting('application_name'), current_setting('statement_timeout'),
    current_setting('search_path'), current_user, current_database()"""
keys = ("pid", "name", "timeout", "path", "role", "database")
pools = {}


class Thing(models.Model):
    class Meta:
        app_label = "things"


def pool_of(alias):
    """What Django 5.1's DatabaseWrapper.pool does with these settings; `check` is newer than Debian's psycopg_pool."""
    from psycopg_pool import ConnectionPool

    if alias not in pools:
        entry = DATABASES[alias]
        assert entry["CONN_MAX_AGE"] == 0, "Pooling doesn't support persistent connections."
        options = dict(entry["OPTIONS"])
        given = options.pop("pool")
        names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
        parts = {name: entry[key] for key, name in names.items() if entry[key]}
        arguments = {**options, **parts, "client_encoding": "UTF8", "autocommit": True}
        pools[alias] = ConnectionPool(kwargs=arguments, open=False, **given)
        pools[alias].open()
    return pools[alias]


if pooled:  # what Django 5.1 has
    django.db.backends.base.base.BaseDatabaseWrapper.close_pool = lambda wrapper: pool_of(wrapper.alias).close()


def query(alias, sql, values=()):
    if not pooled:
        with connections[alias].cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()
    with pool_of(alias).connection() as connection:
        return connection.execute(sql, values).fetchone()


def wait_at_the_gate(pool):
    with poolrouter.use_pool(aliases[pool]) as alias:
        query(alias, "SELECT pg_advisory_xact_lock_shared(4711)")


def hold(pool, count):
    return at_once(count, lambda: wait_at_the_gate(pool))


def chosen():
    """The pool of one request, where reads, writes and current_pool() agree."""
    seen = []
    middleware = import_string(settings.MIDDLEWARE[0])
    middleware(lambda _: seen.extend((router.db_for_read(Thing), router.db_for_write(Thing), poolrouter.current_pool())))(None)
    assert len(set(seen)) == 1
    return aliases.index(seen[0])


def busy(pool):
    """Which pools requests take while one is in the pool."""
    with poolrouter.use_pool(aliases[pool]):
        threads = []
        seen = []
        for _ in range(3):  # as other threads' requests
            threads.append(threading.Thread(target=lambda: seen.append(chosen())))
            threads[-1].start()
            threads[-1].join()
    return {"pools": seen}


def rules():
    with poolrouter.use_pool(aliases[1]):
        with poolrouter.use_pool():
            nested = poolrouter.current_pool()
        with transaction.atomic():
            atomic = router.db_for_read(Thing)
        own = router.db_for_read(Thing)
    return {
        "nested": nested,
        "atomic": atomic,
        "own": own,
        "outside": router.db_for_write(Thing),
        "migrated": [alias for alias in aliases if router.allow_migrate(alias, "things")],
        "mirrors": [entry.get("TEST", {}).get("MIRROR") for entry in DATABASES.values()],
    }


serve(
    {
        "open": lambda: {"done": [pool_of(alias).wait(3600) for alias in aliases] != []},
        "hold": hold,
        "waiting": lambda pool: {"waiting": pool_of(aliases[pool]).get_stats().get("requests_waiting", 0)},
        "begin": lambda pool, count: begin("ends", lambda: hold(pool, count)),
        "busy": busy,
        "rules": rules,
        "route": lambda count: {"pools": [chosen() for _ in range(count)]},
        "session": lambda pool: dict(zip(keys, query(aliases[pool], session))),
        "close": lambda seconds: begin("done", lambda: poolrouter.close_pools(seconds)),
        "settings": lambda: {
            "pools": [
                {"age": entry["CONN_MAX_AGE"], "pool": entry["OPTIONS"].get("pool")} for entry in DATABASES.values()
            ]
        },
    }
)
