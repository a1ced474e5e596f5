# Written by Poolwart 0.1.0 on 2026-02-03 for SQLAlchemy 2.0 with psycopg2.
# Plan: 5 pools x 12, round-robin.
# Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
# Limitations of this target (not supported, different meaning) and chosen defaults:
# - max_overflow (chosen default): 0, so that pool_size is the limit (12): SQLAlchemy's default opens
#   10 more.
# - minimum_idle (different meaning): SQLAlchemy opens connections on demand and keeps them: warm_up()
#   opens the minimum (12), once.
# - idle_timeout (not supported): SQLAlchemy closes no idle connection (plan: 5m). The connection
#   returned last is used first, so surplus ones stay idle until a pooler or the server closes them;
#   pool_pre_ping then replaces them.
# - max_lifetime (different meaning): SQLAlchemy checks pool_recycle when a connection is taken,
#   without jitter: an idle connection is not closed at that age.
# - startup parameters (chosen default): statement_timeout is sent in the startup parameter options.
#   PgBouncer refuses it unless ignore_startup_parameters lists it, and otherwise drops it: behind
#   PgBouncer use ALTER ROLE … SET statement_timeout instead.
# - fork (chosen default): Each process has its own pools. A forked child (gunicorn, Celery) drops its
#   parent's connections with dispose(close=False) and opens its own.
"""The database pools of this application.

    with Session(get_engine()) as session:  # once per request
        ...

get_engine() chooses by the plan's policy, round-robin. Code that imports one engine, `from pools import engine`,
stays on the first pool until you change it, so you can move all at once, new code only, or step by step.
"""

import logging
import os
import re
import socket
import threading
import time
from contextlib import ExitStack

from psycopg2.extensions import parse_dsn
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

_log = logging.getLogger(__name__)


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
    create_engine(
        "postgresql+psycopg2://",
        pool_size=12,
        max_overflow=0,
        pool_timeout=20,
        pool_recycle=1800,
        pool_logging_name="pool-1",
        connect_args={
            **_target,
            "application_name": "shop-p0",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
        **_common,
    ),
    create_engine(
        "postgresql+psycopg2://",
        pool_size=12,
        max_overflow=0,
        pool_timeout=20,
        pool_recycle=1800,
        pool_logging_name="pool-2",
        connect_args={
            **_target,
            "application_name": "shop-p1",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
        **_common,
    ),
    create_engine(
        "postgresql+psycopg2://",
        pool_size=12,
        max_overflow=0,
        pool_timeout=20,
        pool_recycle=1800,
        pool_logging_name="pool-3",
        connect_args={
            **_target,
            "application_name": "shop-p2",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
        **_common,
    ),
    create_engine(
        "postgresql+psycopg2://",
        pool_size=12,
        max_overflow=0,
        pool_timeout=20,
        pool_recycle=1800,
        pool_logging_name="pool-4",
        connect_args={
            **_target,
            "application_name": "shop-p3",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
        **_common,
    ),
    create_engine(
        "postgresql+psycopg2://",
        pool_size=12,
        max_overflow=0,
        pool_timeout=20,
        pool_recycle=1800,
        pool_logging_name="pool-5",
        connect_args={
            **_target,
            "application_name": "shop-p4",
            "connect_timeout": 5,
            "options": _options + " -c statement_timeout=30000",
        },
        **_common,
    ),
]

# Opened by warm_up().
_minimum = [12, 12, 12, 12, 12]

# The default pool: what code that knows one engine only goes on using.
engine = engines[0]


class _Router:
    """Chooses by the plan's policy, round-robin. Any thread may call it."""

    def __init__(self, pools):
        self._pools = pools
        self._lock = threading.Lock()
        self._turn = 0

    def choose(self):
        with self._lock:
            self._turn = (self._turn + 1) % len(self._pools)
            return self._pools[self._turn - 1]


def _start():
    global _router, _lent, _closing
    _router = _Router(engines)
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


def _cut(connections):
    # Cancel first: the server does not notice a closed socket while a statement runs. At most one second.
    cancelling = [threading.Thread(target=connection.cancel, daemon=True) for connection in connections]
    for thread in cancelling:
        thread.start()
    deadline = time.monotonic() + 1
    for thread in cancelling:
        thread.join(max(0, deadline - time.monotonic()))
    for connection in connections:
        if not connection.closed:
            with socket.socket(fileno=os.dup(connection.fileno())) as wire:
                wire.shutdown(socket.SHUT_RDWR)


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
