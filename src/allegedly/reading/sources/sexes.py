"""Whether "he" or "she" may go back to somebody: by the lexicon of leaders, titles, nouns and given names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from allegedly.lexicon import table
from allegedly.reading.actors.leaders import gender


@cache
def _nouns() -> dict[str, str]:
    return {row["word"]: row["gender"] for row in table("source_genders")}


@cache
def _given() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in table("source_given_names")}


def sex_of_noun(word: str) -> str:
    """Return "m" or "f" for a noun or title that is of one sex, else an empty string."""
    return _nouns().get(word.rstrip("."), "")


def sex_of_person(actor: str, name: str, terms: Iterable[str]) -> str:
    """Return "m" or "f" for a person: known by id, by a title or noun beside the name, or by the given name."""
    parts = [part.strip(".,").lower() for part in name.split()]
    known = gender(actor) if actor else ""
    if known:
        return known
    told = {sex_of_noun(part) for part in (*parts, *terms)} - {""}
    if len(told) == 1:
        return told.pop()
    if len(parts) < 2 and actor:
        parts = actor.split("-") if "-" in actor else parts
    return next((sex for part in parts[:-1] if (sex := _given().get(part))), "")
