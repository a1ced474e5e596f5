# SPDX-License-Identifier: GPL-3.0-or-later
# Drives an exported pools.py of the current folder.
import os
import sys

import dotenv
from answering import at_once, begin, serve
from sqlalchemy import text
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDialect


class Psycopg3(PGDialect):
    """Stands in for SQLAlchemy 2.0's dialect, which 1.4 does not have: the real driver under the real pool."""

    driver = "psycopg"
    supports_statement_cache = True

    @classmethod
    def dbapi(cls):
        import psycopg

        return psycopg

    def create_connect_args(self, url):
        return ([""], {})


registry.register("postgresql.psycopg", __name__, "Psycopg3")
dotenv.load_dotenv(".env")
sys.path.insert(0, ".")
import pools  # noqa: E402

session = text(
    "SELECT pg_backend_pid() AS pid, current_setting('application_name') AS name, "
    "current_setting('statement_timeout') AS timeout, current_setting('search_path') AS path, current_user AS role, "
    "current_database() AS database"
)
holding = []


def wait_at_the_gate(engine):
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(4711)"))


def hold(pool, count):
    return at_once(count, lambda: wait_at_the_gate(pools.engines[pool]))


def occupy(pool, count):
    """Takes connections and keeps them."""
    holding.extend(pools.engines[pool].connect() for _ in range(count))
    return {}


def forked():
    """In a child: whether its connections are its own, and the parent's still work."""
    read, write = os.pipe()
    with pools.engines[0].connect() as connection:
        mine = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        child = os.fork()
        if child == 0:
            with pools.engines[0].connect() as own:
                os.write(write, str(own.execute(text("SELECT pg_backend_pid()")).scalar()).encode())
            pools.dispose_all()
            os._exit(0)
        os.waitpid(child, 0)
        still = connection.execute(text("SELECT pg_backend_pid()")).scalar()
    return {"own": int(os.read(read, 99)) != mine, "kept": still == mine}


serve(
    {
        "warm": lambda: {"done": pools.warm_up() is None},
        "hold": hold,
        "begin": lambda pool, count: begin("ends", lambda: hold(pool, count)),
        "occupy": occupy,
        "forked": forked,
        "stats": lambda: {"pools": pools.pool_stats()},
        "route": lambda count: {"pools": [pools.engines.index(pools.get_engine()) for _ in range(count)]},
        "session": lambda pool: dict(pools.engines[pool].connect().execute(session).mappings().one()),
        "dispose": lambda seconds: begin("served", lambda: pools.dispose_all(seconds)),
        "settings": lambda: {
            "pools": [
                {"size": one.pool.size(), "timeout": one.pool._timeout, "recycle": one.pool._recycle}
                for one in pools.engines
            ]
        },
    }
)
