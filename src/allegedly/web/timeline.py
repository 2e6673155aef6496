"""A story day by day: above the line what is said to have happened, below it when it was said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from allegedly.ledger import Ledger
from allegedly.web.acts import FAMILIES, family
from allegedly.web.wording import kind

MOST = 60
"""Days that are shown at most, the latest."""
WIDTH, HIGH, BAND = 720, 150, 22
"""Width of the picture, height of the highest events and claims together, and of the line with the days."""
_LEAST = 14
_WIDEST = 64
"""Units of the picture that a day takes at most."""
_GAP = 0.6
"""What days on which nothing happened and nothing was said take together, as a part of a day."""
_LABEL, _LETTER = 54, 5.6

_CLOSE = "m.first IS NOT NULL AND julianday(substr(m.last, 1, 10)) - julianday(substr(m.first, 1, 10)) <= 2"
"""A moment that says on which day, or on which weekend; "in 2011" says neither."""
_ROWS = """
SELECT substr(CASE WHEN {close} THEN m.first ELSE d.published END, 1, 10) AS day, r.{column} AS what,
    count(*) AS number, min(d.published), d.id AS document, r.id AS record
FROM story_documents s JOIN {table} r ON r.document = s.document JOIN documents d ON d.id = s.document
    LEFT JOIN moments m ON m.document = r.document AND m.id = r.moment
WHERE s.story = ? AND s.report = s.document AND day IS NOT NULL {more}
    AND NOT EXISTS (SELECT 1 FROM verdicts v
        WHERE v.document = r.document AND v.kind || 's' = '{table}' AND v.record = r.id AND v.verdict = 'reject')
GROUP BY day, what ORDER BY day, number DESC, what
"""
_DATED = f"AND r.status IN ('occurred', 'ongoing') AND {_CLOSE}"


@dataclass(frozen=True, slots=True)
class Kind:
    """How many events of a type, or claims of an act, there are on a day, and where the first is told."""

    what: str
    number: int
    document: str
    record: str


@dataclass(slots=True)
class Day:
    """One day: what is said to have happened on it, and what was said on it."""

    day: str
    happened: list[Kind] = field(default_factory=list)
    said: list[Kind] = field(default_factory=list)

    @property
    def events(self) -> int:
        """How many events are said to have happened."""
        return sum(kind.number for kind in self.happened)

    @property
    def claims(self) -> int:
        """How many claims were made."""
        return sum(kind.number for kind in self.said)


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of the picture: above the line for events, below it for claims of one family of acts."""

    x: float
    y: float
    width: float
    height: float
    family: str
    title: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days in order, and their picture: blocks, labels (text, x, y) and the places where days are left out."""

    days: tuple[Day, ...]
    blocks: tuple[Block, ...]
    labels: tuple[tuple[str, float, float], ...]
    breaks: tuple[float, ...]
    width: float
    above: float
    height: float
    band: int = BAND


def days(ledger: Ledger, story: str) -> list[Day]:
    """Return the days of a story; copies count with the report that they copy."""
    found: defaultdict[str, Day] = defaultdict(lambda: Day(""))
    tables = (("events", "type", _DATED), ("claims", "act", ""))
    for table, column, more in tables:
        for row in ledger.select(_ROWS.format(table=table, column=column, more=more, close=_CLOSE), story):
            day = found[row["day"]]
            day.day = row["day"]
            kinds = day.happened if table == "events" else day.said
            kinds.append(Kind(row["what"], row["number"], row["document"], row["record"]))
    return [found[day] for day in sorted(found)][-MOST:]


def timeline(shown: list[Day]) -> Timeline | None:
    """Return the picture of these days, None where there is none."""
    if not shown:
        return None
    apart = [0.0]
    for one, other in pairwise(shown):
        apart.append(apart[-1] + 1 + (0 if _adjacent(one.day, other.day) else _GAP))
    slot = min((WIDTH - 8) / (apart[-1] + 1), _WIDEST)
    highest, deepest = max(day.events for day in shown), max(day.claims for day in shown)
    unit = min(HIGH / (highest + deepest or 1), _LEAST)
    above = round(highest * unit) + 18
    blocks: list[Block] = []
    labels = []
    written, last = -float(_LABEL), ""
    for day, place in zip(shown, apart, strict=True):
        x = place * slot
        blocks += _blocks(day, x, slot, above, unit)
        middle = max(x + slot / 2, _LABEL / 2)
        if middle - written >= _LABEL:
            labels.append((_label(day.day, last), middle, above + 15.0))
            written, last = middle, day.day
        top = kind(day.happened[0].what) if day.happened else ""
        if top and len(top) * _LETTER <= slot - 2:
            labels.append((top, x + slot / 2, above - day.events * unit - 5))
    gaps = (
        (place - _GAP / 2) * slot
        for (one, other), place in zip(pairwise(shown), apart[1:], strict=True)
        if not _adjacent(one.day, other.day) and slot >= _LABEL
    )
    width, height = max((apart[-1] + 1) * slot + 8, 120), above + BAND + deepest * unit + 2
    return Timeline(tuple(shown), tuple(blocks), tuple(labels), tuple(gaps), width, above, height)


def _blocks(day: Day, x: float, slot: float, above: float, unit: float) -> list[Block]:
    """Return the blocks of a day: events upwards from the band, claims downwards, one under the other by family."""
    wide = slot * 0.78
    left = x + (slot - wide) / 2
    made = []
    y = above
    for happened in day.happened:
        high = happened.number * unit
        y -= high
        title = f"{day.day}: {happened.number} {kind(happened.what)}"
        made.append(Block(left, y, wide, max(high - 0.8, 0.4), "event", title))
    y = above + BAND
    families = list(FAMILIES.values())
    for said in sorted(day.said, key=lambda said: families.index(family(said.what))):
        high = said.number * unit
        made.append(
            Block(left, y, wide, max(high - 0.8, 0.4), family(said.what), f"{day.day}: {said.number} {said.what}")
        )
        y += high
    return made


def _adjacent(one: str, other: str) -> bool:
    first, second = _date(one), _date(other)
    return first is not None and second is not None and second - first <= timedelta(days=1)


def _label(day: str, before: str) -> str:
    """Return a day as the line has it, with its year where that is another than the day before it."""
    found = _date(day)
    if found is None:
        return day
    return f"{found.day} {found:%b}" + ("" if day[:4] == before[:4] else f" ’{day[2:4]}")


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
