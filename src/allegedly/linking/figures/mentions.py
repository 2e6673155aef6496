"""Mentions: the figures of a report that are worth following from report to report, and what each counts.

Followed is what can change as a story goes on: people by what befell them ("30 killed", "400 arrests"), forces, weapons,
vehicles, houses, tonnes (`lexicon/figure_things.tsv`). Ages, prices, dates, durations, parts of a total ("two of them"),
increments ("13 more"), single persons, vague lots ("dozens"), corrected numbers ("not 900") and past events are not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from allegedly.lexicon import table
from allegedly.linking.figures.casualties import Casualty, casualties
from allegedly.linking.figures.sentences import Sentence, plural, sentences
from allegedly.records import Claim, Figure, Reading

FOLLOWED = frozenset({"title", "deck", "body"})
OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
"""PLOVER sectors whose people speak for their country."""
PAST = 45
"""A figure that its sentence dates so many days before the report or more belongs to another story."""
REACH = 600
"""How far back, in characters, what "the total" counts may stand."""
_MORE = re.compile(r"\s*(?:\w+\s)?(?:more|additional|further|extra)\b")
_PART = re.compile(r"\s*(?:\w+\s)?of (?:the|these|those|them|whom|us|his|her|their|its)\b")
_WRONG = re.compile(r"\b(?:not|rather than|instead of)\s+$")
_WITHIN = re.compile(r"\b(?:including|among them|of whom|of which|of them|another|other)\b[^.;]{0,12}$")
_GOES_ON = re.compile(r"\s+(?:have|has|had|were|was|are|is)\b|\s*[.,;”\"’]|\s+(?:by|at|on|so far|as of)\b")
_SINCE = re.compile(r"\bsince\b")
_HAD = re.compile(r"\bhad\b")
"""What had happened in "the winter of 2022" was before, though that winter may end after the report."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure that is followed: where it stands, its bounds (None where open), what it counts, and on whose word.

    `low` and `high` are the numbers as given: "more than 40" is 40 and None. `thing` names what is counted ("killed",
    "troops", "tonnes of grain"), `among` the kind of people where it is narrower than people ("troops", "children"),
    `whose` a country (alpha-3) or actor. `source` is the actor in whose claim the figure stands, None for the outlet;
    `side` is for whom that actor speaks, a country for its officials, None where nobody but the outlet is named.
    """

    document: str
    figure: str
    start: int
    end: int
    low: float | None
    high: float | None
    approximate: bool
    thing: str
    among: str = ""
    whose: str | None = None
    claim: str | None = None
    source: str | None = None
    side: str | None = None
    published: str | None = None


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    """Return kind and thing of each noun, singular and plural."""
    rows = [row for row in table("figure_things") if row["kind"] not in {"befallen", "state", "label"}]
    singular = {row["word"]: (row["kind"], row["thing"]) for row in rows}
    return {plural(word): value for word, value in singular.items()} | singular


@cache
def _labels() -> re.Pattern[str]:
    words = sorted((row["word"] for row in table("figure_things") if row["kind"] == "label"), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(words)})s?\b", re.IGNORECASE)


@cache
def _label_things() -> dict[str, str]:
    return {row["word"]: row["thing"] for row in table("figure_things") if row["kind"] == "label"}


def mentions(reading: Reading) -> tuple[Mention, ...]:
    """Return the figures of a reading that are followed, in the order of the text; the parse is not needed."""
    found: list[Mention] = []
    figures = sorted((f for f in reading.figures if f.unit is None or f.unit in _nouns()), key=lambda f: f.span)
    held = iter(figures)
    figure = next(held, None)
    for block in reading.blocks:
        if block.kind not in FOLLOWED or figure is None:
            continue
        for sentence in sentences(reading.text, block.span.start, block.span.end):
            within: list[Figure] = []
            end = sentence.tokens[-1].end
            while figure is not None and figure.span.start < end:
                if figure.span.start >= sentence.tokens[0].start:
                    within.append(figure)
                figure = next(held, None)
            if within:
                _add(reading, sentence, within, found)
    return tuple(found)


def _add(reading: Reading, sentence: Sentence, figures: Sequence[Figure], found: list[Mention]) -> None:
    told = list(casualties(sentence, reading.text))
    before = len(found)
    for figure in figures:
        if _is_followed(reading, sentence, figure):
            named = _thing(reading, sentence, figure, told) or _taken_up(reading, sentence, figure, found, before)
            if named:
                found.append(_mention(reading, figure, *named))


def _is_followed(reading: Reading, sentence: Sentence, figure: Figure) -> bool:
    text, span = reading.text, figure.span
    size = figure.high if figure.low is None else figure.low
    if size is None or size < 2 or size != int(size) or not any(map(str.isalnum, span.quote)):
        return False
    if figure.low is not None and figure.high is not None and figure.approximate and figure.high >= 2 * figure.low:
        return False
    rest = text[span.end : span.end + 40]
    ahead = text[max(sentence.tokens[0].start, span.start - 40) : span.start]
    if _MORE.match(rest) or _PART.match(rest) or _WRONG.search(ahead) or _WITHIN.search(ahead):
        return False
    return not _is_past(reading, sentence)


def _is_past(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the sentence dates what it tells long before the report."""
    day = _day(reading.document.published)
    first, last = sentence.tokens[0].start, sentence.tokens[-1].end
    begin = bisect_right(reading.moments, first - 1, key=lambda moment: moment.span.start)
    if day is None or _SINCE.search(reading.text, first, last):
        return False
    for moment in reading.moments[begin:]:
        if moment.span.start >= last:
            return False
        end = _day(moment.end)
        if moment.type in {"DATE", "TIME"} and end is not None and (day - end).days >= PAST:
            return True
        begun = _day(moment.start)
        if begun is not None and begun > day and _HAD.search(reading.text, first, last):
            return True
    return False


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _thing(
    reading: Reading, sentence: Sentence, figure: Figure, told: Sequence[Casualty]
) -> tuple[str, str] | None:
    """Return thing and people of a figure whose own words say what it counts."""
    kind, thing = _noun(reading, figure)
    among = thing if kind in {"troops", "police", "children"} else ""
    for casualty in told:
        if casualty.start < figure.span.end and figure.span.start < casualty.end and casualty.fate:
            if casualty.count in {None, figure.low, figure.high} or _alone(sentence, casualty):
                return ("injured" if casualty.fate == "shot" else casualty.fate), among
    if kind == "unit":
        return (f"{figure.unit} of {figure.counted.split()[-1]}", "") if figure.counted else None
    if kind in {"object", "happening", "troops", "police"}:
        return thing, ""
    return None


def _alone(sentence: Sentence, casualty: Casualty) -> bool:
    """Say whether a statement has one number."""
    return sum(t.value is not None for t in sentence.tokens if casualty.start <= t.start < casualty.end) == 1


def _noun(reading: Reading, figure: Figure) -> tuple[str, str]:
    if figure.unit:
        return _nouns().get(figure.unit, ("other", ""))
    words = (figure.counted or "").lower().split()
    for first in range(len(words)):
        found = _nouns().get(" ".join(words[first:]))
        if found:
            return found
    return ("", "") if not words else ("other", "")


def _taken_up(
    reading: Reading, sentence: Sentence, figure: Figure, found: Sequence[Mention], before: int
) -> tuple[str, str] | None:
    """Return what a number without a noun of its own takes up: "the toll is 50", "the total will be 9,000 people"."""
    kind, _ = _noun(reading, figure)
    if kind not in {"", "persons"}:
        return None
    text, start = reading.text, sentence.tokens[0].start
    labels = list(_labels().finditer(text, start, figure.span.start))
    thing = _label_things().get(labels[-1].group(1).lower(), "") if labels else ""
    if thing:
        return thing, ""
    last = found[-1] if found and figure.span.start - found[-1].end <= REACH else None
    goes_on = kind == "" and bool(_GOES_ON.match(text, figure.span.end))
    coordinate = kind == "" and len(found) > before and _is_bounded(figure)
    soldiers = kind == "persons" and (figure.counted or "").split()[-1].lower() == "men"
    if not labels and not coordinate and not (goes_on and _is_bounded(figure)) and not soldiers:
        return None
    if soldiers and not labels:
        return ("troops", "") if last is not None and last.thing == "troops" else None
    if last is not None:
        return last.thing, last.among
    return _earlier(text, max(0, figure.span.start - REACH), figure.span.start, people=kind == "persons")


def _is_bounded(figure: Figure) -> bool:
    return figure.approximate or figure.low is None or figure.high is None


def _earlier(text: str, start: int, end: int, *, people: bool) -> tuple[str, str] | None:
    """Return the nearest followed noun before, "servicemen" for the total number of them."""
    for word in reversed(re.findall(r"[a-z]+", text[start:end].lower())):
        kind, thing = _nouns().get(word, ("", ""))
        if kind == "troops" or (kind == "object" and not people and plural(word) == word):
            return thing, ""
    return None


def _mention(reading: Reading, figure: Figure, thing: str, among: str) -> Mention:
    claim = next((claim for claim in reading.claims if claim.id == figure.claim), None)
    return Mention(
        document=reading.document.id,
        figure=figure.id,
        start=figure.span.start,
        end=figure.span.end,
        low=figure.low,
        high=figure.high,
        approximate=figure.approximate,
        thing=thing,
        among=among if among != thing else "",
        whose=_owner(reading, figure),
        claim=figure.claim,
        source=claim.actor if claim else None,
        side=_side(reading, claim) if claim else None,
        published=reading.document.published,
    )


def _side(reading: Reading, claim: Claim) -> str | None:
    """Return the country of an official, else the source by its id or its words."""
    actor = reading.actor(claim.actor)
    if actor is not None and actor.country and OFFICIAL.intersection(actor.sectors):
        return actor.country
    words = " ".join(span.quote for span in claim.source)
    return claim.actor or (f"{reading.document.id}: {words}" if words else None)


def _owner(reading: Reading, figure: Figure) -> str | None:
    """Return the country named in the figure's own noun phrase ("170 Russian tanks", "Russia's 170 tanks")."""
    start, end = figure.span.start - 20, figure.span.end + 30
    text = reading.text
    for mention in reading.mentions:
        if mention.span.start >= end:
            break
        if mention.actor is None or mention.span.end <= start:
            continue
        after = text[figure.span.end : mention.span.start] if mention.span.start >= figure.span.end else None
        ahead = text[mention.span.end : figure.span.start] if mention.span.end <= figure.span.start else None
        if after is not None and not after.strip() and mention.kind == "demonym":
            return mention.actor.split(".")[0]
        if ahead is not None and re.fullmatch(r"[’']s?\s+(?:\w+\s)?|", ahead) and ahead:
            return mention.actor.split(".")[0]
    return None
