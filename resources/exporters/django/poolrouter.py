{{#header}}
# {{line|comment}}
{{/header}}
"""Chooses the pool of each request, by the plan's policy, {{policy|comment}}, and keeps it for all that the request does.

Where no pool was chosen, in a shell or a job, "default" holds; a job chooses one with `with use_pool():`.
Open transactions in the request's pool: `transaction.atomic(using=current_pool())`.
"""

import os
{{#random}}
import random
{{/random}}
{{#powerOfTwo}}
import random
{{/powerOfTwo}}
import socket
import threading
import time
import weakref
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.signals import connection_created

# Each alias of DATABASES with its slots, the default pool first.
POOLS = {
{{#pools}}
    "{{alias|raw}}": {{size|int}},
{{/pools}}
}


{{>python/router.py}}


_current = ContextVar("pool", default=None)
_lock = threading.Lock()
_running = dict.fromkeys(POOLS, 0)  # running blocks of work by alias
_opened = weakref.WeakSet()  # connection wrappers of all threads
_closing = False


{{#usesLoad}}
def _load(alias):
    """1 when there is work for every slot, more when some of it waits."""
    return _running[alias] / POOLS[alias]


{{/usesLoad}}
_router = _Router(list(POOLS){{#usesLoad}}, load=_load{{/usesLoad}})


def _count(alias, change):
    with _lock:
        _running[alias] += change


@contextmanager
def use_pool(alias=None):
    """One piece of work, in the pool that is named, else by the policy. Within another one that one's pool stays."""
    outer = _current.get()
    if outer and alias in (None, outer):
        yield outer
        return
    if _closing and not outer:
        raise RuntimeError("The database pools are closing: none is given out any more.")
    alias = alias or _router.choose()
    token = _current.set(alias)
    _count(alias, 1)
    try:
        yield alias
    finally:
        _count(alias, -1)
        _current.reset(token)


def current_pool():
    """The alias of this piece of work."""
    return _current.get() or DEFAULT_DB_ALIAS


class PoolMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with use_pool():
            return self.get_response(request)


class PoolRouter:
    def db_for_read(self, model, **hints):
        # transaction.atomic() without using= begins in "default": queries inside it must see its writes.
        in_transaction = connections[DEFAULT_DB_ALIAS].in_atomic_block
        return DEFAULT_DB_ALIAS if in_transaction else current_pool()

    db_for_write = db_for_read

    def allow_relation(self, one, other, **hints):
        return True  # the aliases lead to one database

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS  # once, not {{count|int}} times


def _remember(connection, **_):
    with _lock:
        _opened.add(connection)


connection_created.connect(_remember)


def _open_connections():
    with _lock:
        wrappers = tuple(_opened)
    return [wrapper.connection for wrapper in wrappers if wrapper.connection is not None]


{{>python/cut.py}}


def close_pools(seconds=10.0):
    """Gives out nothing any more, waits at most so long for the work that runs, then closes all connections.

    True if all of it was done. Call it where your server stops, as in worker_exit of gunicorn.
    """
    global _closing
    _closing = True
    deadline = time.monotonic() + seconds
    while any(_running.values()) and time.monotonic() < deadline:
        time.sleep(0.02)
    done = not any(_running.values())
    if not done:
        _cut(_open_connections())
{{#pool}}
    connections.close_all()  # return this thread's connections to their pools
    for alias in POOLS:
        connections[alias].close_pool()
{{/pool}}
{{^pool}}
    for connection in _open_connections():
        connection.close()
{{/pool}}
    return done
