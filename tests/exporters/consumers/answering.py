# SPDX-License-Identifier: GPL-3.0-or-later
# What the Python consumers share: one line of JSON in, one out, and many threads at once.
import json
import sys
import threading
import time


saying = threading.Lock()


def say(answer):
    with saying:
        print(json.dumps(answer), flush=True)


def at_once(count, work):
    """Runs work() in `count` threads; how many succeeded, how the others failed, and when the first of them did."""
    begun = time.monotonic()
    ends = {"served": 0, "failed": 0, "errors": [], "firstFailure": 0}
    lock = threading.Lock()

    def one():
        try:
            work()
            with lock:
                ends["served"] += 1
        except Exception as error:
            with lock:
                ends["failed"] += 1
                ends["errors"].append(type(error).__name__)
                ends["firstFailure"] = ends["firstFailure"] or round((time.monotonic() - begun) * 1000)

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def begin(name, work):
    """Has work() done in the background; its answer comes as `name`, when it does."""
    threading.Thread(target=lambda: say({name: work()})).start()
    return {}


def serve(commands):
    say({"ready": True})
    for line in sys.stdin:
        given = json.loads(line)
        try:
            say(commands[given.pop("command")](**given))
        except Exception as error:
            say({"error": f"{type(error).__name__}: {error}"})
