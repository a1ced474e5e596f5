{{#header}}
# {{line|comment}}
{{/header}}
"""The database pools of this application.

    with Session(get_engine()) as session:  # once per request
        ...

get_engine() chooses by the plan's policy, {{policy|comment}}. Code that imports one engine, `from pools import engine`,
stays on the first pool until you change it, so you can move all at once, new code only, or step by step.
"""

import logging
import os
{{#random}}
import random
{{/random}}
{{#powerOfTwo}}
import random
{{/powerOfTwo}}
import re
import socket
import threading
import time
from contextlib import ExitStack

{{#psycopg3}}
from psycopg.conninfo import conninfo_to_dict as parse_dsn
{{/psycopg3}}
{{^psycopg3}}
from psycopg2.extensions import parse_dsn
{{/psycopg3}}
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

_log = logging.getLogger(__name__)


{{>python/target.py}}


class CountedPool(QueuePool):
    """Also counts who waits: QueuePool knows only what is checked out."""

    closed = False  # for all pools at once

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._counting = threading.Lock()
        self.waiting = 0

    def _count(self, change):
        with self._counting:
            self.waiting += change

    def connect(self):
        if CountedPool.closed:
            raise RuntimeError("The database pools are closed.")
        self._count(1)
        try:
            connection = super().connect()
        finally:
            self._count(-1)
        if CountedPool.closed:  # while it waited
            connection.invalidate()
            raise RuntimeError("The database pools are closed.")
        return connection

    def load(self):
        """1 when every connection is in use, more when requests wait."""
        return (self.checkedout() + self.waiting) / self.size()


_target = _read_url()
_options = _target.pop("options", "")  # kept, for example a search_path
_common = {"poolclass": CountedPool, "pool_pre_ping": True, "pool_use_lifo": True}

# In plan order. Times are seconds, statement_timeout milliseconds. Values here override DATABASE_URL.
engines = [
{{#pools}}
    create_engine(
        "postgresql+{{driver|raw}}://",
        pool_size={{size|int}},
        max_overflow=0,
        pool_timeout={{acquire|decimal}},
        pool_recycle={{lifetime|int}},{{#immortal}}  # never{{/immortal}}
        pool_logging_name={{name|json}},
        connect_args={
            **_target,
            "application_name": {{applicationName|json}},
            "connect_timeout": {{connect|int}},
            "options": _options{{#hasStatement}} + " -c statement_timeout={{statement|int}}"{{/hasStatement}},
        },
        **_common,
    ),
{{/pools}}
]

# Opened by warm_up().
_minimum = [{{#pools}}{{comma|raw}}{{min|int}}{{/pools}}]

# The default pool: what code that knows one engine only goes on using.
engine = engines[0]


{{>python/router.py}}


def _start():
    global _router, _lent, _closing
    _router = _Router(engines{{#usesLoad}}, load=lambda one: one.pool.load(){{/usesLoad}})
    _lent = set()  # connections that are in use
    _closing = False
    CountedPool.closed = False


_start()


def _watch(one):
    event.listen(one, "checkout", lambda connection, record, proxy: _lent.add(connection))
    event.listen(one, "checkin", lambda connection, record: _lent.discard(connection))
    event.listen(one, "invalidate", lambda connection, record, error: _lent.discard(connection))


for _engine in engines:
    _watch(_engine)


def _after_fork():
    # A child of gunicorn, Celery or multiprocessing gets connections of its own; those of its parent are left alone.
    _start()
    for one in engines:
        one.dispose(close=False)


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=_after_fork)


def get_engine():
    """The engine for one piece of work. Any thread may call it."""
    if _closing:
        raise RuntimeError("The database pools are closing: none is given out any more.")
    return _router.choose()


def warm_up():
    """Opens the minimum of each pool; SQLAlchemy itself opens connections only on demand. Call it once a process."""
    for number, (one, minimum) in enumerate(zip(engines, _minimum), 1):
        with ExitStack() as held:
            try:
                for _ in range(minimum):
                    held.enter_context(one.connect())
            except DBAPIError as error:  # the other pools continue, and this one tries again with its next request
                _log.error("[Pool %d] Initial connection error: %s", number, error.orig)


def pool_stats():
    """Current number in use, idle and waiting, per pool."""
    return [
        {"in_use": one.pool.checkedout(), "idle": one.pool.checkedin(), "waiting": one.pool.waiting} for one in engines
    ]


def _is_busy():
    return any(one.pool.checkedout() + one.pool.waiting > 0 for one in engines)


{{>python/cut.py}}


def dispose_all(seconds=10.0):
    """Gives out nothing any more, waits at most so long for what runs or waits, then closes all pools.

    True if every request was served. Call it where your server stops: the lifespan of FastAPI, worker_exit of gunicorn.
    """
    global _closing
    _closing = True
    deadline = time.monotonic() + seconds
    while _is_busy() and time.monotonic() < deadline:
        time.sleep(0.02)
    served = not _is_busy()
    CountedPool.closed = True
    _cut(tuple(_lent))
    for one in engines:
        one.dispose()
    return served
