"""What a page can ask for: the ledger, the form that was sent, and its template."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from allegedly.ledger import Ledger, open_ledger
from allegedly.web.templates import environment

MAPPED = 1 << 30
"""Bytes of the ledger that SQLite may map into memory; pages that many read are then read once."""


class Room:
    """A ledger that is shown. Each thread has a read-only connection of its own; SQLite lets one write meanwhile."""

    def __init__(self, path: Path, token: str | None = None) -> None:
        self.path = path
        self.token = token
        self._own = threading.local()

    def ledger(self) -> Ledger:
        """Return this thread's ledger; LedgerError if it cannot be opened."""
        ledger: Ledger | None = getattr(self._own, "ledger", None)
        if ledger is None:
            ledger = open_ledger(self.path, create=False, read_only=True)
            list(ledger.select(f"PRAGMA mmap_size = {MAPPED}"))
            self._own.ledger = ledger
        return ledger


@dataclass(frozen=True)
class Visit:
    """One request: `ledger` is as it was when the request came, whoever writes meanwhile."""

    room: Room
    request: Request
    ledger: Ledger
    form: Mapping[str, str] = field(default_factory=dict)

    def asked(self, name: str) -> str:
        """Return a parameter of the query, "" where it is not given."""
        return self.request.query_params.get(name, "").strip()

    def number(self, name: str, least: int = 0, most: int = 1_000_000) -> int:
        """Return a parameter of the query as a number within these bounds, the least where it is none."""
        given = self.asked(name)
        return min(max(int(given), least), most) if given.isdecimal() and len(given) < 10 else least

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    def show(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """Return the page that the template makes of these values."""
        page = environment().get_template(template).render(path=self.request.url.path, **values)
        return HTMLResponse(page, status)


@dataclass(frozen=True)
class Page:
    """A page of the room: its path (Starlette's syntax), what makes it, and its name in the navigation, if it has one.

    `view` may ask the ledger and take its time; it runs in a thread of its own.
    """

    path: str
    view: Callable[[Visit], Response]
    label: str | None = None
    method: str = "GET"


class NotThere(Exception):
    """There is no such record; the message says what is there instead."""
