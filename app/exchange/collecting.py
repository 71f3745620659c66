"""How does work with hundreds of thousands of objects leave the window its turn?

Python's cyclic collector walks over every object in one go, and no other thread runs meanwhile: with a register of
20,000 rows in memory the window stood still for half a second, again and again. Rows and plans have no cycles, so
they are freed without it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_under_way = 0


@contextmanager
def no_collecting() -> Iterator[None]:
    """Hold the collector off; afterwards it no longer walks over what has been made meanwhile."""
    global _under_way
    with _lock:
        _under_way += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _under_way -= 1
            if not _under_way:
                gc.freeze()
                gc.enable()
