"""Celery as a peer: its own chord and chain, on the Redis that CELERY_PEER_URL names.

`python celery_peer.py WIDE LONG` prints the seconds that each took, from the call to the result, as JSON. A worker
(`celery -A celery_peer worker`) has to be there.
"""

import json
import os
import sys
import time

from celery import Celery, chain, chord

url = os.environ["CELERY_PEER_URL"]
app = Celery("celery_peer", broker=url, backend=url)
app.conf.update(broker_connection_retry_on_startup=True)


@app.task
def add(x, y):
    return x + y


@app.task
def total(numbers):
    return sum(numbers)


def timed(canvas):
    began = time.perf_counter()
    result = canvas.apply_async()
    value = result.get(timeout=600)
    return time.perf_counter() - began, value


def main(wide, long):
    # Until the worker is there.
    add.delay(1, 1).get(timeout=60)
    chord_s, summed = timed(chord((add.s(i, i) for i in range(wide)), total.s()))
    assert summed == wide * (wide - 1), summed
    chain_s, last = timed(chain(add.s(0, 1), *(add.s(1) for _ in range(long - 1))))
    assert last == long, last
    print(json.dumps({"chord": chord_s, "chain": chain_s}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
