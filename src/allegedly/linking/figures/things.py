"""Things: what a figure counts, as far as its own words and its sentence say, by `lexicon/figure_things.tsv`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from allegedly.lexicon import table
from allegedly.linking.figures.casualties import Casualty
from allegedly.linking.figures.sentences import Sentence, plural
from allegedly.records import Figure

NARROWER = frozenset({"troops", "police", "children"})
"""Kinds of people whose dead and wounded are a series of their own."""
ENOUGH = frozenset({"happening", "group", "troops", "police"})
"""Kinds of nouns that are followed whatever befell those counted."""
OTHER = ("other", "")
_LOST = re.compile(r"\b(?:lost|loses?|losing)\s+$", re.IGNORECASE)
"""Who loses men or soldiers has them killed."""
_CLAIMED = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|cost(?:s|ing)?|took|tak(?:es?|en|ing)|los(?:t|es?|ing))(?:\s+[\w-]+){0,2}\s+$"
)
"""What claims, costs or takes lives kills so many, and so many who lose theirs die."""
_AUXILIARY = r"(?:(?:was|were|has|have|had|been|being|are|is)\s+)"


@dataclass(frozen=True, slots=True)
class Thing:
    """What is counted: the name of the series, and the kind of people where it is narrower than people."""

    name: str
    among: str = ""


@cache
def _of_kind(kind: str) -> dict[str, str]:
    return {row["word"]: row["thing"] for row in table("figure_things") if row["kind"] == kind}


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    """Return kind and thing of each noun, singular and plural."""
    words = {"befallen", "state", "label", "loss"}
    singular = {r["word"]: (r["kind"], r["thing"]) for r in table("figure_things") if r["kind"] not in words}
    return {plural(word): value for word, value in singular.items()} | singular


@cache
def _states() -> frozenset[str]:
    """Return the words that say what befell people, or that a number follows."""
    kinds = {"befallen", "state", "label"}
    return frozenset(row["word"].split()[-1] for row in table("figure_things") if row["kind"] in kinds)


def is_unit(name: str) -> bool:
    """Say whether amounts in this unit are followed."""
    return name in _of_kind("unit")


def noun(figure: Figure) -> tuple[str, str]:
    """Return kind and thing of the noun counted: ("", "") if there is none, `OTHER` if it is not followed.

    What befell people ("12 dead") and words for a number ("the death toll") are no nouns for what is counted.
    """
    if figure.unit:
        return _nouns().get(figure.unit, OTHER)
    words = (figure.counted or "").lower().split()
    known = (_nouns().get(" ".join(words[first:])) for first in range(len(words)))
    is_noun = bool(words) and words[-1] not in _states()
    return next((found for found in known if found), OTHER if is_noun else ("", ""))


def told(text: str, sentence: Sentence, figure: Figure, befell: Sequence[Casualty]) -> Thing | None:
    """Return what a figure counts whose own words say so; `befell` is what the sentence says befell people."""
    kind, name = noun(figure)
    begin = sentence.tokens[0].start
    if kind == "unit":
        return Thing(f"{figure.unit} of {figure.counted.split()[-1]}") if figure.counted else None
    if kind == "object":
        return Thing(f"{name} {_loss(text, sentence, figure)}".rstrip())
    if kind in {"troops", "persons"} and _LOST.search(text, begin, figure.span.start):
        return Thing("killed", "troops")
    if (figure.counted or "").lower() == "lives" and _CLAIMED.search(text, begin, figure.span.start):
        return Thing("killed")
    for casualty in befell:
        if casualty.start < figure.span.end and figure.span.start < casualty.end and casualty.fate:
            among = name if kind in NARROWER else ""
            if casualty.count in {None, figure.low, figure.high} or _is_alone(sentence, casualty):
                return Thing("injured" if casualty.fate == "shot" else casualty.fate, among)
    return Thing(name) if kind in ENOUGH else None


def _is_alone(sentence: Sentence, casualty: Casualty) -> bool:
    """Say whether a statement has one number."""
    return sum(t.value is not None for t in sentence.tokens if casualty.start <= t.start < casualty.end) == 1


def _loss(text: str, sentence: Sentence, figure: Figure) -> str:
    """Return what became of the things counted: "destroyed" for "31 tanks were knocked out"."""
    before, after = _losses()
    found = before.search(text, max(sentence.tokens[0].start, figure.span.start - 40), figure.span.start)
    found = found or after.match(text, figure.span.end, sentence.tokens[-1].end)
    return _of_kind("loss")[found.group(1).lower()] if found else ""


@cache
def _losses() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a word of loss before a number, and one behind the noun that it counts."""
    words = "|".join(sorted(_of_kind("loss"), key=len, reverse=True))
    before = re.compile(rf"\b({words})(?:\s+[^\W\d]+){{0,2}}\s+\Z", re.IGNORECASE)
    # Behind the noun, "lost" alone is what the things did: "90 homes lost power".
    after = re.compile(rf"(?:\s+[\w-]+){{1,3}}?\s+(?:{_AUXILIARY}+|(?!lost)(?=\w))({words})\b", re.IGNORECASE)
    return before, after


def label(text: str, start: int, end: int) -> str | None:
    """Return what the last word for a number in a stretch of text counts: "killed" of "the death toll".

    "" is for a word that does not say ("the total"), None for no such word.
    """
    found = [match.group(1).lower() for match in _labels().finditer(text, start, end)]
    return _of_kind("label")[found[-1]] if found else None


@cache
def _labels() -> re.Pattern[str]:
    words = "|".join(sorted(_of_kind("label"), key=len, reverse=True))
    return re.compile(rf"\b({words})s?\b", re.IGNORECASE)


def before(text: str, start: int, end: int, *, people: bool) -> Thing | None:
    """Return the last followed noun of a stretch of text, "servicemen" for the total number of them."""
    for word in reversed(re.findall(r"[a-z]+", text[start:end].lower())):
        kind, name = _nouns().get(word, OTHER)
        if kind == "troops" or (kind == "object" and not people and plural(word) == word):
            return Thing(name)
    return None
