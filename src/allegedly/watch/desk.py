"""Questions that are under way, each in a thread of its own, and their answers as they come in."""

from __future__ import annotations

import ssl
import threading
import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from allegedly.errors import DocumentError, NotFetched, Unavailable
from allegedly.sources.web import Allowed, Ask, Exchange, Reply
from allegedly.sources.web.connecting import Resolver, resolve
from allegedly.watch.records import Errand

MOST = 8
"""Questions under way at once, each to another host."""
GRACE = 5.0
"""Seconds after its time limit at which a question is broken off from outside, and after as many again given up."""


@dataclass(slots=True)
class _Running:
    errand: Errand
    exchange: Exchange
    aborted: bool = False


class Desk:
    """Puts questions; what comes of each is handed out once, by `answers`. Not for several threads."""

    def __init__(
        self, allowed: Allowed, *, resolver: Resolver = resolve, context: ssl.SSLContext | None = None
    ) -> None:
        self._allowed = allowed
        self._resolver = resolver
        self._context = context
        self._running: dict[int, _Running] = {}
        self._done: SimpleQueue[tuple[int, Reply | DocumentError]] = SimpleQueue()
        self._count = 0

    def __len__(self) -> int:
        return len(self._running)

    @property
    def has_room(self) -> bool:
        """Say whether another question can be put."""
        return len(self._running) < MOST

    def put(self, errand: Errand, ask: Ask) -> None:
        """Put a question."""
        self._count += 1
        exchange = Exchange(ask, self._allowed, resolver=self._resolver, context=self._context)
        self._running[self._count] = _Running(errand, exchange)
        threading.Thread(target=self._run, args=(self._count, exchange), daemon=True).start()

    def _run(self, number: int, exchange: Exchange) -> None:
        try:
            self._done.put((number, exchange.run()))
        except DocumentError as error:
            self._done.put((number, error))
        except Exception as error:  # the thread must answer, or the host would be busy for ever
            self._done.put((number, NotFetched(f"{type(error).__name__}: {error}; report it")))

    def answers(self, seconds: float) -> list[tuple[Errand, Reply | DocumentError]]:
        """Return what has come in, waiting so long for the first."""
        found: list[tuple[Errand, Reply | DocumentError]] = []
        try:
            while True:
                number, answer = self._done.get(timeout=0 if found else seconds)
                running = self._running.pop(number, None)  # None: it was given up before
                if running is not None:
                    found.append((running.errand, answer))
        except Empty:
            return found + self._overdue()

    def _overdue(self) -> list[tuple[Errand, Reply | DocumentError]]:
        """Break off what should have ended by itself; return what does not end even so (a name being resolved)."""
        lost: list[tuple[Errand, Reply | DocumentError]] = []
        for number, running in list(self._running.items()):
            late = time.monotonic() - running.exchange.deadline
            if late > GRACE and not running.aborted:
                running.aborted = True
                running.exchange.abort()
            if late > 2 * GRACE:
                del self._running[number]
                lost.append((running.errand, Unavailable("the site took too long to answer, and was given up")))
        return lost
