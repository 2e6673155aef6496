"""How to read the pages: marks, notes, keys."""

from __future__ import annotations

from starlette.responses import Response

from allegedly.lexicon import table
from allegedly.web.room import Page, Visit


def explain(visit: Visit) -> Response:
    """Show the legend."""
    return visit.show("help.html", acts=[(row["act"], row["definition"]) for row in table("acts")])


PAGES = (Page("/help", explain),)
