"""A ledger with one story that has everything that a page can show of one: answers, figures, places, days, copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from allegedly.ledger import Linker, open_ledger
from allegedly.linking.records import Dispute, Side
from allegedly.linking.rules import Links, Near
from allegedly.records import Claim, Event, Moment, Place, Reading, Span
from tests.ledger.links.simple import SimpleRules, report

LONG = "Unpronounceable" * 12
"""A word that no line holds."""
_PLACES = {
    "Kherson": (46.64, 32.62, "UKR", "PPLA"),
    "Mykolaiv": (46.97, 32.0, "UKR", "PPLA"),
    "Crimea": (45.3, 34.4, "UKR", "PEN"),
    "Sydney": (-33.87, 151.2, "AUS", "PPL"),
    "Ukraine": (48.4, 31.1, "UKR", "PCLI"),
    "Nowhere": (1e300, float("inf"), None, "PPL"),
    "the border area": (None, None, None, None),
}


class StoryRules(SimpleRules):
    """Simple rules, by which numbers are disputed by the whole claims that give them: the first of each report."""

    def between(self, a: Any, b: Any) -> Links:
        """Compare two reports in the order of their ids; what two say alike is found in that order only."""
        one, other = sorted((a, b), key=lambda claims: str(claims[0][0]) if claims else "")
        return super().between(one, other)

    def disputed(self, mentions: Mapping[str, Any], near: Near) -> Sequence[Dispute]:
        firsts = [told[0] for told in mentions.values() if told]
        pairs = [(one, other) for one in firsts for other in firsts if one[0] < other[0] and one[3] != other[3]]
        sides = [[Side(str(one[0]), int(one[1]) - len("now "), int(one[2]), "c1") for one in pair] for pair in pairs]
        return [Dispute("figures", one, other, "other numbers") for one, other in sides]


def _told(text: str, day: int, outlet: str | None, **head: Any) -> Reading:
    """Return a report that names all the places whose names are in its text, and has an event on the day before."""
    found = report(text, day, outlet or "", **head)
    places = tuple(
        Place(f"p{n}", _at(found, name), "literal", name, n, lat, lon, country, feature)
        for n, (name, (lat, lon, country, feature)) in enumerate(_PLACES.items(), 1)
        if name in found.text
    )
    yesterday = f"2031-03-{day - 1:02}"
    moment = Moment("t1", _at(found, "MILL"), "DATE", yesterday, None, yesterday, yesterday, "published")
    event = Event("e1", "ASSAULT", _at(found, "FIRE"), moment="t1")
    acts = ("assert", "deny", "accuse", "demand", "promise", "estimate")
    claims = tuple(
        Claim(one.id, one.source, one.cue, one.content, one.quote, acts[n % 6]) for n, one in enumerate(found.claims)
    )
    return replace(found, places=places, moments=(moment,), events=(event,), claims=claims)


def _at(found: Reading, words: str) -> Span:
    start = found.text.index(words)
    return Span.of(found.text, start, start + len(words))


FIRST = """FIRE AT THE MILL near Kherson
warden: now 3 killed
mayor: the mill burns
guard: will they come
clerk: it is shut"""
REPORTS = (
    _told(FIRST + "\nIn Ukraine and Crimea.", 2, "The Quay", title="Mill on fire"),
    _told(FIRST + "\nIn Ukraine and Crimea. (WIRE)", 3, "The Mirror", title="Mill on fire"),
    _told("FIRE AT MILL, Mykolaiv\nwarden: now 4 killed\nclerk: not the mill burns\nguard: they come", 4, "The Bell"),
    _told("FIRE AT MILL, Kherson\nwarden: now 9 killed\nowner: the mill burns\nheir: not the mill burns", 9, None),
    _told(f"FIRE AT MILL {LONG}\nbaker: the mill burns\n{LONG}: it is {LONG}\nnow 5 killed\nSydney, Nowhere", 5, LONG),
    _told("FIRE AT THE MILL in the border area\n" + "voice: not it is shut\ncrier: so\n" * 12, 6, "The Moss"),
)  # fmt: skip
FIRST_ID, COPY_ID, BELL_ID, LATE_ID, LONG_ID, MANY_ID = (one.document.id for one in REPORTS)


def make(path: Path) -> str:
    """Make the ledger, and return the id of the story."""
    with open_ledger(path) as ledger:
        for one in REPORTS:
            ledger.add(one)
        linker = Linker(ledger, StoryRules())
        linker.link(linker.unlinked())
        assert not linker.faults
        (row,) = ledger.select("SELECT story FROM story_documents WHERE document = ?", FIRST_ID)
        return str(row["story"])
