"""Codes that other collections of events use: PLOVER's quad classes, CAMEO's roots, numbers of states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from allegedly.lexicon import table
from allegedly.records import Status

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""PLOVER's quad classes, in the order of their numbers from 1."""
MISSING = "None"
"""What POLECAT writes for a value that there is not."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root code of CAMEO: its quad class (1 to 4) and its value on Goldstein's scale."""

    code: str
    quad: int
    goldstein: float


@cache
def _types() -> dict[str, dict[str, str]]:
    return {row["type"]: row for row in table("plover_types")}


def quad(kind: str) -> str | None:
    """Return the quad class of a PLOVER type, None for a type that PLOVER has not."""
    row = _types().get(kind)
    return row["quad"] if row else None


def quad_number(kind: str) -> int | None:
    """Return the number of the quad class of a PLOVER type, from 1."""
    found = quad(kind)
    return QUADS.index(found) + 1 if found else None


def declared(kind: str, status: Status) -> str | None:
    """Return the type of an event in a coding that knows no status, None where that has no event.

    What is announced is an event of its own there (AGREE, THREATEN), and so is cooperation that is refused (REJECT).
    What is only thought of, or did not happen, is none.
    """
    row = _types().get(kind)
    if status in {"occurred", "ongoing"}:
        return kind
    if row is None or status == "hypothetical":
        return None
    return row["declared" if status == "future" else "ruled_out"] or None


@cache
def _roots() -> dict[str, Root]:
    return {row["root"]: Root(row["root"], int(row["quad"]), float(row["goldstein"])) for row in table("cameo_roots")}


@cache
def _to_roots() -> dict[str, tuple[tuple[str, tuple[str, ...], Root], ...]]:
    rules: dict[str, list[tuple[str, tuple[str, ...], Root]]] = {}
    for row in table("cameo"):
        beginnings = tuple(row["trigger"].split("|")) if row["trigger"] else ("",)
        rules.setdefault(row["type"], []).append((row["mode"], beginnings, _roots()[row["root"]]))
    return {kind: tuple(found) for kind, found in rules.items()}


def cameo(kind: str, mode: str | None, trigger: str) -> Root | None:
    """Return the root code of a PLOVER event whose trigger has these words, None where CAMEO has none for it."""
    words = trigger.casefold()
    for wanted, beginnings, root in _to_roots().get(kind, ()):
        if wanted in {"", mode} and words.startswith(beginnings):
            return root
    return None


@cache
def cow(country: str | None) -> str | None:
    """Return the Correlates of War number of a state of today, by its ISO 3166-1 alpha-3 code."""
    return next((row["cow"] for row in table("cow") if row["country"] == country), None)
