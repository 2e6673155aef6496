"""How a process starts quickly: what is loaded once and kept is not searched for garbage meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python's cyclic garbage collector rest for the scope of the block, which is to load what is kept.

    The collector goes through all that has been made again and again as it grows, and finds nothing: a fifth of the
    time that spaCy, its model and the lexicons take to load. The threshold is what is changed, because libraries that
    stop the collector themselves (srsly) set it going again when they are done.
    """
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        yield
    finally:
        gc.set_threshold(*before)
