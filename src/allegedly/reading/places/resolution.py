"""Which place of the gazetteer a name means.

Each name gets one meaning a report (Gale, Church and Yarowsky 1992, one sense per discourse). Every place of that name
is scored by population (log 10), kind of feature, and how much of the report's other places lie in the same country
and first-order subdivision; a qualifier behind a comma decides alone. The first round settles what is plain,
the next what depends on it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from allegedly.reading.places import gazetteer
from allegedly.reading.places.candidates import Candidate
from allegedly.reading.places.demonyms import place_of
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
_COUNTRY_FOCUS = 3.0
_REGION_FOCUS = 5.0
_UNSURE = 0.3
Resolved = tuple[Entry | None, str]


@dataclass(slots=True)
class _Focus:
    """How much of the report lies in each country and each first-order subdivision, by name of the place."""

    countries: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    regions: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    by_name: dict[str, list[tuple[Entry, float]]] = field(default_factory=dict)

    def add(self, name: str, entry: Entry, weight: float) -> None:
        self.by_name.setdefault(name, []).append((entry, weight))
        if entry.country:
            self.countries[entry.country] += weight
        if (region := _region(entry)) is not None:
            self.regions[region] += weight

    def country_share(self, entry: Entry, name: str) -> float:
        """Return the share, from 0 to 1, of the other names that lie in the entry's country."""
        own = sum(w for e, w in self.by_name.get(name, ()) if e.country == entry.country)
        all_own = sum(w for e, w in self.by_name.get(name, ()) if e.country)
        return _share(self.countries[entry.country or ""] - own, sum(self.countries.values()) - all_own)

    def region_share(self, entry: Entry, name: str) -> float:
        """Return the same for the entry's first-order subdivision."""
        region = _region(entry)
        if region is None:
            return 0.0
        own = sum(w for e, w in self.by_name.get(name, ()) if _region(e) == region)
        all_own = sum(w for e, w in self.by_name.get(name, ()) if _region(e) is not None)
        return _share(self.regions[region] - own, sum(self.regions.values()) - all_own)


def _share(part: float, whole: float) -> float:
    return part / (whole + 0.5) if whole > 0 else 0.0


def _region(entry: Entry) -> int | None:
    """Return the row of the first-order subdivision that an entry is or lies in."""
    return entry.row if entry.feature == gazetteer.FIRST_ORDER else entry.admin[0] if entry.admin else None


def resolve(found: Sequence[Candidate]) -> tuple[Resolved, ...]:
    """Return for each candidate the place it means, None if unresolved, and the reason in a few words."""
    options = {name: _options(name, first) for name, first in _first_of_each(found).items()}
    qualified = _by_qualifier(found, options)
    chosen = {
        name: qualified.get(name) or max(entries, key=lambda e: _prior(name, e), default=None)
        for name, entries in options.items()
    }
    for _ in range(ROUNDS):
        focus = _focus(found, options, chosen, qualified)
        chosen = {name: qualified.get(name) or _best(name, entries, focus) for name, entries in options.items()}
    reasons = {name: _reason(name, entry, options[name], qualified) for name, entry in chosen.items()}
    return tuple((chosen[_key(item)], reasons[_key(item)]) for item in found)


def _key(item: Candidate) -> str:
    return f"{item.name}|{item.kind}" if item.kind == "demonym" else item.name


def _first_of_each(found: Sequence[Candidate]) -> dict[str, Candidate]:
    firsts: dict[str, Candidate] = {}
    for item in found:
        firsts.setdefault(_key(item), item)
    return firsts


def _options(key: str, item: Candidate) -> tuple[Entry, ...]:
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
                decided[item.name] = max(inside, key=lambda e: _prior(item.name, e))
    return decided


def _prior(name: str, entry: Entry) -> float:
    """Return what speaks for an entry before the report is looked at."""
    if entry.alternate:
        return math.log10(entry.population + 10) + _ALTERNATE
    return math.log10(entry.population + 10) + _FEATURE.get(entry.feature, _NAMED_FEATURE)


def _focus(
    found: Sequence[Candidate],
    options: dict[str, tuple[Entry, ...]],
    chosen: dict[str, Entry | None],
    qualified: dict[str, Entry],
) -> _Focus:
    focus = _Focus()
    for item in found:
        key = _key(item)
        entry = chosen[key]
        if entry is not None:
            sure = key in qualified or len(options[key]) == 1 or entry.feature == gazetteer.COUNTRY
            focus.add(key, entry, 1.0 if sure else _UNSURE)
    return focus


def _best(name: str, entries: Sequence[Entry], focus: _Focus) -> Entry | None:
    def score(entry: Entry) -> float:
        nearness = _COUNTRY_FOCUS * focus.country_share(entry, name) + _REGION_FOCUS * focus.region_share(entry, name)
        return _prior(name, entry) + nearness

    return max(entries, key=score, default=None)


def _reason(name: str, entry: Entry | None, entries: Sequence[Entry], qualified: dict[str, Entry]) -> str:
    if entry is None:
        return "not in the gazetteer"
    if name in qualified:
        return "named with what holds it"
    if len(entries) == 1:
        return "only place of the name"
    if entry is max(entries, key=lambda e: _prior(name, e)):
        return "most prominent of the name"
    return "nearest to the report's other places"
