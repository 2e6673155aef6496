"""The ledger: one SQLite file with every record of every document, and the questions it answers."""

from allegedly.ledger.check import Fault, check
from allegedly.ledger.filters import Filter
from allegedly.ledger.link_rows import CopyRow, LinkRow, SeriesRow, SideRow, StoryRow, ToldRow, UndertakingRow
from allegedly.ledger.links.linker import Linker
from allegedly.ledger.queries import actors, claims, events, figures, places, search, timeline
from allegedly.ledger.rows import (
    ActorRow,
    ClaimRow,
    DocumentRow,
    ErrorRow,
    EventRow,
    FigureRow,
    Hit,
    PartyRow,
    PlaceRow,
    TimelineRow,
    VerdictRow,
)
from allegedly.ledger.store import Ledger, open_ledger

__all__ = [
    "ActorRow", "ClaimRow", "CopyRow", "DocumentRow", "ErrorRow", "EventRow", "Fault", "FigureRow", "Filter", "Hit",
    "Ledger", "LinkRow", "Linker", "PartyRow", "PlaceRow", "SeriesRow", "SideRow", "StoryRow", "TimelineRow",
    "ToldRow", "UndertakingRow", "VerdictRow", "actors", "check", "claims", "events", "figures", "open_ledger",
    "places", "search", "timeline",
]  # fmt: skip
