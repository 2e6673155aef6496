"""Questions to an open ledger."""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.ledger.filters import Filter
from allegedly.ledger.rows import ActorRow, ClaimRow, EventRow, FigureRow, Hit, PlaceRow, TimelineRow
from allegedly.ledger.store import Ledger

EVERYTHING = Filter()


def claims(ledger: Ledger, wanted: Filter = EVERYTHING) -> Iterator[ClaimRow]:
    """Yield the claims, by document and in the order of the text."""
    raise NotImplementedError


def events(ledger: Ledger, wanted: Filter = EVERYTHING) -> Iterator[EventRow]:
    """Yield the events, by document and in the order of the text."""
    raise NotImplementedError


def figures(ledger: Ledger, wanted: Filter = EVERYTHING) -> Iterator[FigureRow]:
    """Yield the figures, by document and in the order of the text."""
    raise NotImplementedError


def places(ledger: Ledger, wanted: Filter = EVERYTHING) -> Iterator[PlaceRow]:
    """Yield the places, by document and in the order of the text."""
    raise NotImplementedError


def actors(ledger: Ledger, wanted: Filter = EVERYTHING) -> Iterator[ActorRow]:
    """Yield the actors, those with the most claims first."""
    raise NotImplementedError


def timeline(ledger: Ledger, wanted: Filter = EVERYTHING) -> Iterator[TimelineRow]:
    """Yield the events and claims that have a day, by that day."""
    raise NotImplementedError


def search(ledger: Ledger, words: str, wanted: Filter = EVERYTHING) -> Iterator[Hit]:
    """Yield the claims, then the documents, in which all the words stand; "in quotation marks" makes a phrase."""
    raise NotImplementedError
