"""Names that the lexicon knows, and where they stand in a parse."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from spacy.tokens import Doc, Token

from allegedly.lexicon import Row, table
from allegedly.records import Actor, ActorKind, MentionKind

ACRONYM = 6
"""A name in capitals of at most so many letters must stand in capitals in the text."""
FOREIGN = ("IGO", "NGO", "IMG")
"""Codes that stand where a country would, for what belongs to none."""


@dataclass(frozen=True, slots=True)
class Name:
    """A form of a name, the actor it means, and how it means it; `place` says that it is a place's name too."""

    form: str
    actor: Actor
    kind: MentionKind
    place: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A name in the parse: tokens [first, end)."""

    first: int
    end: int
    name: Name


@lru_cache(maxsize=50_000)
def fold(word: str) -> tuple[str, ...]:
    """Return a word as names are compared: no case, accents, full stops or apostrophes; hyphens part words.

    A possessive "'s" is a word of its own, as it is in a parse.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()
    if plain[-2:] in {"'s", "’s"} and len(plain) > 2:
        plain = plain[:-2] + " s"
    for mark in ".'’‘`":
        plain = plain.replace(mark, "")
    for mark in "-‐‑–/":
        plain = plain.replace(mark, " ")
    return tuple(part for part in plain.split() if any(map(str.isalnum, part)))


def folded(text: str) -> str:
    """Return a phrase as names are compared."""
    return " ".join(chain.from_iterable(fold(word) for word in text.split()))


def slug(text: str) -> str:
    """Return the id made of a name."""
    return "-".join(folded(text).split())


def state(country: str) -> Actor:
    """Return the state of an ISO 3166-1 alpha-3 code."""
    return Actor(country, country_names().get(country, country), "state", country)


@cache
def country_names() -> dict[str, str]:
    """Return the English short name of each country code."""
    return {row["country"]: row["name"] for row in table("countries")}


def kind_of(country: str | None, *sectors: str, name: str = "") -> Actor:
    """Return the actor known by country and sector alone.

    Without a country the id opens with XXX, the code of ICAO 9303 for a person of unspecified nationality.
    """
    if not sectors and country:
        return state(country)
    label = name or _label(country, sectors[0] if sectors else "")
    actor_kind: ActorKind = "institution" if sectors[:1] == ("GOV",) and country else "generic"
    return Actor(".".join((country or "XXX", *sectors[:1])), label, actor_kind, country, tuple(sectors))


def _label(country: str | None, sector: str) -> str:
    where = country_names().get(country or "", country or "")
    what = _sector_labels().get(sector, sector)
    if not where:
        return what or "unknown"
    return f"government of {where}" if sector == "GOV" else f"{where} ({what})"


@cache
def _sector_labels() -> dict[str, str]:
    return {row["code"]: row["label"] for row in table("sectors")}


def _cells(row: Row, *columns: str) -> Iterator[str]:
    for column in columns:
        yield from filter(None, row[column].split("|"))


def _countries() -> Iterator[Name]:
    for row in table("countries"):
        actor = state(row["country"])
        for form in _cells(row, "name", "names"):
            yield Name(form, actor, "name", place=True)
        for form in _cells(row, "demonyms"):
            yield Name(form, actor, "demonym")
    for row in table("capitals"):
        actor = kind_of(row["country"], *row["sectors"].split("|"))
        yield Name(row["name"], actor, "metonym", place=row["use"] == "capital")
    for row in table("regions"):
        actor = state(row["country"])
        for form in _cells(row, "names"):
            yield Name(form, actor, "name", place=True)
        people = kind_of(row["country"], "CVL")
        for form in _cells(row, "towns"):
            yield Name(form, people, "metonym", place=True)


def _peoples() -> Iterator[Name]:
    for row in table("peoples"):
        names = tuple(_cells(row, "names"))
        actor = Actor(slug(names[0]), names[0], "group", row["country"] or None, ("CVL",))
        for form in names:
            yield Name(form, actor, "demonym")


@cache
def memberships() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return for each organisation (country, year since, year until) of its members."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in table("members"):
        for country in row["countries"].split():
            found.setdefault(row["organisation"], []).append((country, row["since"], row["until"]))
    return {organisation: tuple(rows) for organisation, rows in found.items()}


def members(organisation: str, year: str) -> tuple[str, ...]:
    """Return the members of an organisation in a year ("2022"; the latest known if empty), in order of the codes."""
    year = year or "9999"
    rows = memberships().get(organisation, ())
    return tuple(sorted({c for c, since, until in rows if since <= year and (not until or year < until)}))


def _organisations() -> Iterator[Name]:
    for row in table("organisations"):
        kind: ActorKind = row["kind"]  # type: ignore[assignment]
        actor = Actor(row["id"], row["name"], kind, row["country"] or None, tuple(row["sectors"].split()))
        for form in _cells(row, "name", "names"):
            yield Name(form, actor, "name")


@cache
def gazetteer() -> dict[str, tuple[tuple[tuple[str, ...], Name], ...]]:
    """Return for each first word the names that open with it, the longest first."""
    found: dict[str, dict[tuple[str, ...], Name]] = {}
    for name in chain(_countries(), _organisations(), _peoples()):
        words = tuple(folded(name.form).split())
        if words:
            found.setdefault(words[0], {}).setdefault(words, name)
    return {first: tuple(sorted(names.items(), key=lambda item: -len(item[0]))) for first, names in found.items()}


def _stands(name: Name, token: Token) -> bool:
    """Say whether the token's capitals are those that the name wants."""
    letters = [c for c in name.form if c.isalpha()]
    if len(letters) <= ACRONYM and all(map(str.isupper, letters)):
        return token.text.upper() == token.text
    return not name.form[:1].isupper() or token.text[:1].isupper() or not token.text[:1].isalpha()


def words_of(doc: Doc) -> list[tuple[str, int]]:
    """Return the folded words of a parse, each with the index of its token."""
    return [(word, token.i) for token in doc for word in fold(token.text)]


def find(doc: Doc, words: list[tuple[str, int]]) -> list[Match]:
    """Return the known names of a parse, in the order of the text: the leftmost, then the longest."""
    names = gazetteer()
    found: list[Match] = []
    at = 0
    while at < len(words):
        match = _match(doc, words, at, names.get(words[at][0], ()))
        if match is None:
            at += 1
            continue
        found.append(match)
        while at < len(words) and words[at][1] < match.end:
            at += 1
    return found


def opens_with(words: list[tuple[str, int]], at: int, form: tuple[str, ...]) -> bool:
    """Say whether the words from `at` on are those of a name."""
    if at + len(form) > len(words):
        return False
    for i, word in enumerate(form, at):  # noqa: SIM110 (asked thousands of times a report)
        if words[i][0] != word:
            return False
    return True


def _match(
    doc: Doc, words: list[tuple[str, int]], at: int, names: tuple[tuple[tuple[str, ...], Name], ...]
) -> Match | None:
    for form, name in names:
        if len(form) > 1 and not opens_with(words, at, form):
            continue
        first, last = words[at][1], words[at + len(form) - 1][1]
        if _stands(name, doc[first]):
            return Match(first, last + 1, name)
    return None
