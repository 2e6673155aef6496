"""Mentions: the figures of a report that are worth following from report to report, and what each counts.

Followed is what can change as a story goes on: people by what befell them ("30 killed", "400 arrests"), forces,
weapons, vehicles, houses, tonnes (`things`), and that nothing befell anybody (`zeros`). Ages, prices, dates, durations,
parts of a total ("two of them"), increments ("13 more"), single persons, vague lots ("dozens"), numbers taken back
("not 900") and past events are not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from allegedly.linking.figures import things, zeros
from allegedly.linking.figures.casualties import casualties
from allegedly.linking.figures.sentences import Sentence, sentences
from allegedly.linking.figures.things import Thing
from allegedly.records import Actor, Claim, Figure, Moment, Reading
from allegedly.records import Mention as Name

FOLLOWED = frozenset({"title", "deck", "body"})
OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
"""PLOVER sectors whose people speak for their country."""
PAST = 45
"""A figure that its sentence dates so many days before the report or more belongs to another story."""
REACH = 600
"""How far back, in characters, what "the total" counts may stand."""
NEAR = 30
"""How far from a number, in characters, its owner's name may begin."""
_MORE = re.compile(r"\s*(?:\w+\s)?(?:more|additional|further|extra)\b")
_PART = re.compile(
    r"\s*(?:(?:members?|more|others?|out|thirds|quarters|fifths|tenths)\s)?"
    r"of (?:the|these|those|them|whom|us|his|her|their|its)\b"
)
_FORMER = re.compile(
    r"\b(?:not|rather than|instead of|to [\d,]+ from|up from|down from|(?:none|neither) of (?:the )?|"
    r"(?:raised|revised|rose|risen|increased|fell) from)\s+$"
)
_ERRED = re.compile(
    r"\b(?:earlier|previous) (?:entry|version|post|report|story|update|item|dispatch)\b[^.;]*$", re.IGNORECASE
)
"""What an outlet corrects is not followed, though others may take it up: "An earlier entry put the dead at 85"."""
_WITHIN = re.compile(r"\b(?:including|among them|of whom|of which|of them|another|other)\b[^.;]{0,12}$")
_GOES_ON = re.compile(r"\s+(?:have|has|had|were|was|are|is)\b|\s*[.,;”\"’]|\s+(?:by|at|on|so far|as of)\b")
_POSSESSIVE = re.compile(r"[’']s?\s+(?:\w+\s)?")
_BELONGING = re.compile(r"\s+(?:[\w-]+\s+){1,2}(?:of|from)\s+(?:the\s+)?")
_ENEMY = re.compile(r"\b(?:the|our) enemy(?:[’']s|\s+(?:has|had|have))?\s+(?:lost\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b")
_HAD = re.compile(r"\bhad\b")
"""What had happened in "the winter of 2022" was before, though that winter may end after the report."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure that is followed: where it stands, its bounds (None where open), what it counts, and on whose word.

    `low` and `high` are the numbers as given: "more than 40" is 40 and None. `thing` names what is counted ("killed",
    "troops", "tonne of grain"), `among` the kind of people where it is narrower than people ("troops", "children"),
    `whose` a country (alpha-3), an actor, or the enemy of a side. `source` is the actor in whose claim the figure
    stands, None for the outlet; `side` is for whom that actor speaks, a country for its officials, None where nobody
    but the outlet is named. `begin` and `stop` are the offsets of the statement that it stands in: its sentence, cut
    to the claim's content.
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
    begin: int = 0
    stop: int = 0


@dataclass(frozen=True, slots=True)
class _Page:
    """A reading with what is looked up in it; moments and names are in the order of the text."""

    reading: Reading
    moments: Sequence[Moment]
    names: Sequence[Name]
    claims: Mapping[str, Claim]
    actors: Mapping[str, Actor]
    published: date | None

    @property
    def text(self) -> str:
        return self.reading.text


def mentions(reading: Reading) -> tuple[Mention, ...]:
    """Return the figures of a reading that are followed, in the order of the text; the parse is not needed."""
    page = _Page(
        reading,
        sorted(reading.moments, key=lambda moment: moment.span),
        sorted(reading.mentions, key=lambda name: name.span),
        {claim.id: claim for claim in reading.claims},
        {actor.id: actor for actor in reading.actors},
        _day(reading.document.published),
    )
    found: list[Mention] = []
    for sentence, figures in _sentences(reading):
        befell = list(casualties(sentence, page.text))
        first = len(found)
        for figure in figures:
            if _is_followed(page, sentence, figure):
                if figure.high == 0:
                    found += (
                        _mention(page, sentence, figure, thing) for thing in zeros.told(page.text, sentence, figure)
                    )
                    continue
                thing = things.told(page.text, sentence, figure, befell)
                thing = thing or _taken_up(page, sentence, figure, found, within=len(found) > first)
                if thing is not None:
                    found.append(_mention(page, sentence, figure, thing))
    return tuple(mention for mention in found if not _ERRED.search(page.text, mention.begin, mention.start))


def _sentences(reading: Reading) -> Iterator[tuple[Sentence, list[Figure]]]:
    """Yield the sentences of the report that have figures without a unit, or with one that is followed."""
    figures = sorted(
        (figure for figure in reading.figures if figure.unit is None or things.is_unit(figure.unit)),
        key=lambda figure: figure.span,
    )
    starts = [figure.span.start for figure in figures]
    for block in reading.blocks:
        first, last = bisect_left(starts, block.span.start), bisect_left(starts, block.span.end)
        if block.kind in FOLLOWED and first < last:
            for sentence in sentences(reading.text, block.span.start, block.span.end):
                begin, end = sentence.tokens[0].start, sentence.tokens[-1].end
                held = figures[bisect_left(starts, begin) : bisect_left(starts, end)]
                if held:
                    yield sentence, held


def _is_followed(page: _Page, sentence: Sentence, figure: Figure) -> bool:
    text, span = page.text, figure.span
    size = figure.high if figure.low is None else figure.low
    if size is None or (size < 2 and figure.high != 0) or size != int(size):
        return False
    if figure.approximate and figure.low and figure.high and figure.high >= 2 * figure.low:
        return False
    rest = text[span.end : span.end + 40]
    ahead = text[max(sentence.tokens[0].start, span.start - 40) : span.start]
    if _MORE.match(rest) or _PART.match(rest) or _FORMER.search(ahead) or _WITHIN.search(ahead):
        return False
    return not _is_past(page, sentence)


def _is_past(page: _Page, sentence: Sentence) -> bool:
    """Say whether the sentence dates what it tells long before the report."""
    first, last = sentence.tokens[0].start, sentence.tokens[-1].end
    if page.published is None or _SINCE.search(page.text, first, last):
        return False
    moments = page.moments
    for at in range(bisect_left(moments, first, key=lambda moment: moment.span.start), len(moments)):
        moment = moments[at]
        if moment.span.start >= last:
            break
        begun, end = _day(moment.start), _day(moment.end)
        if moment.type in {"DATE", "TIME"} and begun is not None and end is not None:
            if (page.published - end).days >= PAST:
                return True
            if begun > page.published and _HAD.search(page.text, first, last):
                return True
    return False


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _taken_up(
    page: _Page, sentence: Sentence, figure: Figure, found: Sequence[Mention], *, within: bool
) -> Thing | None:
    """Return what a number without a noun of its own takes up: "the toll is 50", "the total will be 9,000 people".

    `within` says that the sentence has a followed figure already.
    """
    kind, _ = things.noun(figure)
    if kind not in {"", "persons"}:
        return None
    start = figure.span.start
    begin = max(sentence.tokens[0].start, found[-1].end if found else 0)
    label = things.label(page.text, begin, start)
    if label:
        return Thing(label)
    last = found[-1] if found and start - found[-1].end <= REACH else None
    if label is None and kind == "persons":
        men = (figure.counted or "").lower().endswith("men")
        return Thing("troops") if men and last is not None and last.thing == "troops" else None
    if label is None and not (_is_bounded(figure) and (within or _GOES_ON.match(page.text, figure.span.end))):
        return None
    if last is not None:
        return Thing(last.thing, last.among)
    return things.before(page.text, max(0, start - REACH), start, people=kind == "persons")


def _is_bounded(figure: Figure) -> bool:
    return figure.approximate or figure.low is None or figure.high is None


def _mention(page: _Page, sentence: Sentence, figure: Figure, thing: Thing) -> Mention:
    claim = page.claims.get(figure.claim or "")
    side = _side(page, claim) if claim else None
    begin, stop = _statement(sentence, figure, claim)
    return Mention(
        document=page.reading.document.id,
        figure=figure.id,
        start=figure.span.start,
        end=figure.span.end,
        low=figure.low,
        high=figure.high,
        approximate=figure.approximate,
        thing=thing.name,
        among=thing.among if thing.among != thing.name else "",
        whose=_owner(page, figure) or _enemy(page, sentence, figure, side),
        claim=figure.claim,
        source=claim.actor if claim else None,
        side=side,
        published=page.reading.document.published,
        begin=begin,
        stop=stop,
    )


def _statement(sentence: Sentence, figure: Figure, claim: Claim | None) -> tuple[int, int]:
    """Return the offsets of the sentence, cut to that piece of the claim's content which has the figure."""
    begin, stop = sentence.tokens[0].start, max(sentence.tokens[-1].end, figure.span.end)
    for piece in claim.content if claim else ():
        if piece.start <= figure.span.start and figure.span.end <= piece.end:
            return max(begin, piece.start), min(stop, piece.end)
    return min(begin, figure.span.start), stop


def _side(page: _Page, claim: Claim) -> str | None:
    """Return the country of an official, else the source by its id or its words."""
    actor = page.actors.get(claim.actor or "")
    if actor is not None and actor.country and OFFICIAL.intersection(actor.sectors):
        return actor.country
    words = " ".join(span.quote for span in claim.source)
    return claim.actor or (f"{page.reading.document.id}: {words}" if words else None)


def _owner(page: _Page, figure: Figure) -> str | None:
    """Return the country named in the figure's own noun phrase ("170 Russian tanks", "170 tanks of Russia")."""
    text, span = page.text, figure.span
    first = bisect_left(page.names, span.start - NEAR, key=lambda name: name.span.start)
    last = bisect_left(page.names, span.end + NEAR, key=lambda name: name.span.start)
    for name in page.names[first:last]:
        if name.span.start >= span.end:
            behind = text[span.end : name.span.start]
            owns = bool(_BELONGING.fullmatch(behind)) or (name.kind == "demonym" and not behind.strip())
        else:
            between = text[name.span.end : span.start] if name.span.end <= span.start else ""
            owns = bool(_POSSESSIVE.fullmatch(between))
        if owns and name.actor is not None:
            return name.actor.split(".")[0]
    return None


def _enemy(page: _Page, sentence: Sentence, figure: Figure, side: str | None) -> str | None:
    """Return whose figures they are who are called the enemy ("the enemy has lost 400 men")."""
    said = side and _ENEMY.search(page.text, sentence.tokens[0].start, figure.span.start)
    return f"enemy of {side}" if said else None
