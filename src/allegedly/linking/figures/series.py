"""Series: the values that the reports of one story give for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allegedly.linking.figures.mentions import Mention
from allegedly.linking.records import Entry, Series, Side

Counted = tuple[str, str]
"""A thing, and the people among whom it is told."""


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose figures some are, by what others are put to them: their values, their reports, how many they are."""

    values: frozenset[tuple[float | None, float | None]]
    documents: frozenset[str]
    count: int

    @classmethod
    def of(cls, held: Sequence[Mention]) -> _Owner:
        return cls(frozenset((m.low, m.high) for m in held), frozenset(m.document for m in held), len(held))

    def fits(self, mention: Mention) -> tuple[bool, bool, int]:
        """Return how well a figure without an owner fits to these, the larger the better."""
        return (mention.low, mention.high) in self.values, mention.document in self.documents, self.count


def joined(mentions: Iterable[Mention]) -> tuple[Series, ...]:
    """Return the series of one story, by thing; the entries of each in order of publication.

    What order the mentions come in makes no difference.
    """
    found = [Series(_name(key, group), tuple(map(_entry, sorted(group, key=order)))) for key, group in groups(mentions)]
    return tuple(sorted(found, key=lambda series: (series.thing, series.entries[0].side)))


def groups(mentions: Iterable[Mention]) -> list[tuple[tuple[str, str, str], list[Mention]]]:
    """Return the mentions by thing, the people it is told of, and whose they are.

    A figure that names no owner goes to the owner who has the same figure, else to the one with the most.
    """
    by_thing: dict[Counted, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_thing[mention.thing, mention.among].append(mention)
    _widen(by_thing)
    groups: dict[tuple[str, str, str], list[Mention]] = defaultdict(list)
    for (thing, among), members in by_thing.items():
        owned: dict[str, list[Mention]] = defaultdict(list)
        for mention in members:
            owned[mention.whose or ""].append(mention)
        loose = owned.pop("", [])
        owners = {whose: _Owner.of(held) for whose, held in owned.items()}
        for mention in loose:
            whose = max(owners, key=lambda name: (*owners[name].fits(mention), name), default="")
            groups[thing, among, whose].append(mention)
        for whose, held in owned.items():
            groups[thing, among, whose] += held
    return sorted(groups.items())


def _widen(by_thing: dict[Counted, list[Mention]]) -> None:
    """Put a thing to a narrower one ("12 dead" to "12 soldiers were killed", "vehicles" to "armoured vehicles").

    Not where there are several narrower ones, nor where one side gives figures for both in one report, nor where there
    is nobody of the narrower kind: "no soldiers were hurt" says nothing of others.
    """
    for wide in sorted(key for key in by_thing if not key[1]):
        narrower = [key for key in by_thing if _is_narrower(key, wide)]
        if len(narrower) == 1:
            (narrow,) = narrower
            told = {(mention.document, mention.side) for mention in by_thing[wide]}
            none = any(mention.high == 0 for mention in by_thing[narrow])
            if not none and told.isdisjoint((mention.document, mention.side) for mention in by_thing[narrow]):
                held = by_thing.pop(narrow) + by_thing.pop(wide)
                by_thing[narrow[0], ""] = held


def _is_narrower(key: Counted, wide: Counted) -> bool:
    return (key[0] == wide[0] and bool(key[1])) or (not key[1] and key[0].endswith(f" {wide[0]}"))


def sides(group: Sequence[Mention]) -> dict[str, list[list[Mention]]]:
    """Return the mentions of each side by value, the value that it gave first before the others.

    A number that an outlet gives in its own voice is that of the side that has given it already, if there is one.
    """
    ordered = sorted(group, key=order)
    told: dict[str, dict[tuple[float | None, float | None], list[Mention]]] = {}
    places: dict[str, int] = {}
    givers: dict[tuple[float | None, float | None], str] = {}
    for mention in [m for m in ordered if m.side] + [m for m in ordered if not m.side]:
        value = (mention.low, mention.high)
        side = mention.side or givers.get(value, mention.document)
        place = places.setdefault(side, len(places))
        if value not in givers or place < places[givers[value]]:
            givers[value] = side
        told.setdefault(side, {}).setdefault(value, []).append(mention)
    return {
        side: sorted((sorted(held, key=order) for held in values.values()), key=lambda held: _given(held[0]))
        for side, values in told.items()
    }


def _given(mention: Mention) -> tuple[str, str, int, int, str]:
    """Return what orders the values of one side.

    Of the statements of one report the first tells the newest, of the numbers in one ("30 at noon and 50 by night") the
    last is it.
    """
    return mention.published or "", mention.document, -mention.begin, mention.start, mention.figure


def order(mention: Mention) -> tuple[str, str, int, str, float, float]:
    """Return what orders mentions: by publication, then by document and place."""
    low = float("-inf") if mention.low is None else mention.low
    high = float("inf") if mention.high is None else mention.high
    return mention.published or "", mention.document, mention.start, mention.figure, low, high


def _name(key: tuple[str, str, str], group: Sequence[Mention]) -> str:
    thing, among, whose = key
    return " ".join(part for part in (thing, f"({among})" if among else "", whose) if part)


def _entry(mention: Mention) -> Entry:
    side = Side(mention.document, mention.start, mention.end, mention.claim)
    return Entry(side, mention.low, mention.high, mention.published, mention.source)
