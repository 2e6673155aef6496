"""Which place of the gazetteer a name means.

Each name gets one meaning a report (Gale, Church and Yarowsky 1992, one sense per discourse). Every place of that name
is scored by population (log 10), kind of feature, and how much of the report's other places lie in the same country,
in the same first-order subdivision, and near by (`focus`); a qualifier behind a comma decides alone. The first round
settles what is plain, the next what depends on it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from allegedly.reading.places import gazetteer
from allegedly.reading.places.candidates import Candidate
from allegedly.reading.places.demonyms import place_of
from allegedly.reading.places.focus import Focus
from allegedly.reading.places.gazetteer import Entry
from allegedly.reading.places.regions import is_region

ROUNDS = 3
_FEATURE = {
    gazetteer.COUNTRY: 2.0,
    gazetteer.CONTINENT: 9.0,
    gazetteer.CAPITAL: 2.0,
    gazetteer.FIRST_ORDER: 1.0,
    gazetteer.SECOND_ORDER: -0.5,
    gazetteer.POPULATED: 0.0,
}
_NAMED_FEATURE = 6.5
_ALTERNATE = -1.5
"""A province or county by half its name, or a name that a place has in other languages or had."""
_UNSURE = 0.3
OTHERS = 5
"""So many of the other places of a name are kept."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The place that a name means, None if it was not resolved; why, in a few words; the others, likeliest first."""

    entry: Entry | None
    reason: str
    others: tuple[Entry, ...] = ()


def resolve(found: Sequence[Candidate]) -> tuple[Resolved, ...]:
    """Return what each candidate means."""
    options = {name: _options(first) for name, first in _first_of_each(found).items()}
    qualified = _by_qualifier(found, options)
    chosen = {name: qualified.get(name) or max(entries, key=_prior, default=None) for name, entries in options.items()}
    for _ in range(ROUNDS):
        focus = _focus(found, options, chosen, qualified)
        chosen = {name: qualified.get(name) or _best(name, entries, focus) for name, entries in options.items()}
    resolved = {
        name: Resolved(
            entry, _reason(name, entry, options[name], qualified), _others(name, entry, options[name], focus)
        )
        for name, entry in chosen.items()
    }
    return tuple(resolved[_key(item)] for item in found)


def _key(item: Candidate) -> str:
    return f"{item.name}|{item.kind}" if item.kind == "demonym" else item.name


def _first_of_each(found: Sequence[Candidate]) -> dict[str, Candidate]:
    firsts: dict[str, Candidate] = {}
    for item in found:
        firsts.setdefault(_key(item), item)
    return firsts


def _options(item: Candidate) -> tuple[Entry, ...]:
    if item.why in {"street", "road"}:
        return ()
    if item.kind == "demonym":
        place = place_of(item.name)
        return (place,) if place else ()
    if is_region(item.name):
        return ()
    return gazetteer.lookup(item.name, after_comma=item.why == "qualifier" or item.name.endswith("."))


def _by_qualifier(found: Sequence[Candidate], options: dict[str, tuple[Entry, ...]]) -> dict[str, Entry]:
    """Return what "Paris, Texas" says of Paris; the first qualifier of a name stands for the whole report."""
    decided: dict[str, Entry] = {}
    for item in found:
        if item.within and item.name not in decided:
            areas = gazetteer.lookup(item.within, after_comma=True)
            inside = [e for e in options[_key(item)] if any(gazetteer.holds(area, e) for area in areas)]
            if inside:
                decided[item.name] = max(inside, key=_prior)
    return decided


def _prior(entry: Entry) -> float:
    """Return what speaks for an entry before the report is looked at."""
    if entry.alternate:
        return math.log10(entry.population + 10) + _ALTERNATE
    return math.log10(entry.population + 10) + _FEATURE.get(entry.feature, _NAMED_FEATURE)


def _focus(
    found: Sequence[Candidate],
    options: dict[str, tuple[Entry, ...]],
    chosen: dict[str, Entry | None],
    qualified: dict[str, Entry],
) -> Focus:
    mentions = Counter(map(_key, found))
    weighed = {}
    for name, entry in chosen.items():
        if entry is not None:
            sure = name in qualified or len(options[name]) == 1 or entry.feature == gazetteer.COUNTRY
            weighed[name] = (entry, mentions[name] * (1.0 if sure else _UNSURE))
    return Focus(weighed)


def _best(name: str, entries: Sequence[Entry], focus: Focus) -> Entry | None:
    return max(entries, key=lambda entry: _prior(entry) + focus.nearness(name, entry), default=None)


def _others(name: str, chosen: Entry | None, entries: Sequence[Entry], focus: Focus) -> tuple[Entry, ...]:
    rest = [entry for entry in entries if entry is not chosen]
    rest.sort(key=lambda entry: _prior(entry) + focus.nearness(name, entry), reverse=True)
    return tuple(rest[:OTHERS])


def _reason(name: str, entry: Entry | None, entries: Sequence[Entry], qualified: dict[str, Entry]) -> str:
    if entry is None:
        return "not in the gazetteer"
    if name in qualified:
        return "named with what holds it"
    if len(entries) == 1:
        return "only place of the name"
    if entry is max(entries, key=_prior):
        return "most prominent of the name"
    return "nearest to the report's other places"
