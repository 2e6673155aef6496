"""Statements: what a report says, sentence by sentence, and who says it, cut from a reading without its parse."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from allegedly.lexicon import words
from allegedly.linking.claims.answers import answered
from allegedly.linking.claims.matters import negates, stem
from allegedly.linking.claims.pointers import points
from allegedly.linking.claims.records import Number, Statement
from allegedly.linking.claims.sources import demonyms, named_source, outlet, same_source, source_of
from allegedly.linking.claims.told import told
from allegedly.linking.claims.verdicts import is_remark, is_untruth, judged
from allegedly.records import Claim, Reading, Span

_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n+|;(?=\s)|:(?=\s)")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_SCOFF = re.compile(r"(\w+)[,!.\"”’']*\s+(?:says?|said|replied|replies)\b")
_THEY = re.compile(r"(?:that )?(?:they|it)\b", re.IGNORECASE)
_DOUBT = re.compile(r"\b(?:not|never|doubts?|doubted)\b|n['’]t\b", re.IGNORECASE)
_UNTOLD = re.compile(r"\b(?:not|never|unable|unclear|unknown|unaware|unsure)\b|n['’]t\b", re.IGNORECASE)
"""A cue with one of these says that nothing was said."""
_WHETHER = re.compile(r"(?:whether|if)\b", re.IGNORECASE)
_QUESTION = re.compile(r"(?:whether|if|how|what|why|who|when|where|which)\b", re.IGNORECASE)
_OPENING = 8
"""A name that so many characters stand before ("and the") opens a statement."""
_SHORTEST = 4
"""An outlet's own words of fewer words than this state nothing."""
_GAP = 60
"""What follows a denial stands at most so many characters behind it (a source and its cue lie between)."""
_FEW = 8
_INWARD = frozenset({"believe", "demand", "promise", "ask"})
"""What somebody is said to want or plan is part of what is said of him."""
_SAYING = frozenset({"assert", "accuse", "estimate"})
"""Who does not do these ("could not confirm") leaves open what is so; who does not believe it takes a side."""
_ELSEWHERE = _INWARD | {"accuse", "refuse", "threaten"}
"""What the denier goes on to say of others is no part of the denial."""
_LONGEST = 40_000
"""Characters of a document that are looked at."""
_MOST = 400
"""No report has more statements looked at than this: a book is no report."""


def statements(reading: Reading) -> tuple[Statement, ...]:
    """Return the statements of a report in the order of the text; furniture states nothing."""
    reading = _opening(reading)
    furniture = [block.span for block in reading.blocks if block.is_furniture]
    claims = [
        claim
        for claim in reading.claims
        if claim.content and not (claim.parent and claim.act in _INWARD) and not _relays(claim, reading.claims)
    ]
    found: list[Statement] = []
    for claim in claims:
        found += _stated(claim, reading)
    found = _with_follow_up(_innermost(found), reading)
    missed = list(told(reading, list(_cuts(reading)), found, _named))
    found = [s for s in found if not any(m.start < s.end and s.start < end for m, end in missed)]
    closed = [(m.end, end) for m, end in missed]
    found += [m for m, _ in missed]
    found += _own(reading, found, closed)
    kept = [s for s in found if not any(span.start <= s.start < span.end for span in furniture)]
    kept.sort(key=lambda s: (s.start, s.end))
    return answered([_counted(s, reading) for s in _meant(kept[:_MOST])], reading)


def _meant(found: Sequence[Statement]) -> list[Statement]:
    """Give a statement about "them" the countries of the one before, if that is by the same source."""
    meant: list[Statement] = []
    for one in found:
        last = meant[-1] if meant else None
        if last is not None and last.countries and same_source(one.source, last.source) and _THEY.match(one.text):
            one = replace(one, countries=tuple(dict.fromkeys((*last.countries, *one.countries))))
        meant.append(one)
    return meant


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of text[start:end], cut at colons and semicolons too, without quotation marks around."""
    at = start
    for match in _END.finditer(text, start, end):
        if abbreviates(text, match.start()):
            continue
        yield from _trimmed(text, at, match.end())
        at = match.end()
    yield from _trimmed(text, at, end)


def _cuts(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the body, whoever states them."""
    for block in reading.blocks:
        if block.kind == "body":
            yield from sentences(reading.text, block.span.start, min(block.span.end, _LONGEST))


def _opening(reading: Reading) -> Reading:
    """Return the reading of the opening of a document: a book is no report."""
    if len(reading.text) <= _LONGEST:
        return reading
    return replace(
        reading,
        blocks=tuple(b for b in reading.blocks if b.span.start < _LONGEST),
        claims=tuple(c for c in reading.claims if all(s.end < _LONGEST for s in (*c.source, *c.cue, *c.content))),
        mentions=tuple(m for m in reading.mentions if m.span.start < _LONGEST),
        places=tuple(p for p in reading.places if p.span.start < _LONGEST),
        figures=tuple(f for f in reading.figures if f.span.start < _LONGEST),
        moments=tuple(m for m in reading.moments if m.span.start < _LONGEST),
    )


def abbreviates(text: str, dot: int) -> bool:
    """Say whether a mark is the full stop of an abbreviation: "Gen.", "J."."""
    if text[dot] != ".":
        return False
    before = re.search(r"\w+$", text[max(0, dot - 12) : dot])
    return before is not None and (
        before.group().lower() in words("abbreviations", "word")
        or (len(before.group()) == 1 and before.group().isupper())
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and not (text[start].isalnum() or text[start] in "$€£"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "%€"):
        end -= 1
    if start < end:
        yield start, end


def _stated(claim: Claim, reading: Reading) -> Iterator[Statement]:
    source = source_of(claim, reading)
    text = reading.text
    if points(claim, reading):
        spans = (*claim.source, *claim.cue, *claim.content)
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        whose = tuple(code for piece in claim.content for code in _named(piece.start, piece.end, reading))
        yield Statement(start, end, text[start:end], source, claim.id, "deny", True, pointer=True, countries=whose)
        return
    for piece in claim.content:
        for start, end in sentences(text, *_after_dateline(text, piece)):
            if len(_WORD.findall(text[start:end])) < 2:
                continue
            yield _judging(
                Statement(
                    start,
                    end,
                    text[start:end],
                    source,
                    claim.id,
                    _act(claim, text[start:end]),
                    _is_doubted(claim),
                    _leaves_open(claim),
                    countries=_named(start, end, reading),
                ),
                upheld=claim.act == "deny" and claim.polarity == "negative",
            )


def _act(claim: Claim, said: str) -> str:
    """Return the act of what a claim says; nothing is denied where neither the cue nor the words turn anything down."""
    if claim.act != "deny" or negates(said):
        return claim.act
    cue = {stem(word) for piece in claim.cue for word in _WORD.findall(piece.quote)}
    return "assert" if cue & _telling() and not cue & _rejecting() else "deny"


@cache
def _telling() -> frozenset[str]:
    return frozenset(stem(word) for word in ("said", "says", "saying", "told", "according", "explaining", "added"))


@cache
def _rejecting() -> frozenset[str]:
    return frozenset(stem(lemma.split()[0]) for lemma in words("cues_rejections", "lemma"))


def _is_doubted(claim: Claim) -> bool:
    """Say whether the source is said not to believe what the claim says."""
    return claim.act == "believe" and any(_DOUBT.search(piece.quote) for piece in claim.cue)


def _leaves_open(claim: Claim) -> bool:
    """Say whether a source does not say that the content is so: "did not say whether", "could not confirm reports"."""
    if claim.act == "deny":
        return False
    content = claim.content[0].quote
    untold = any(_UNTOLD.search(piece.quote) for piece in claim.cue)
    asked = _WHETHER.match(content) or (untold and _QUESTION.match(content))
    return bool(asked) or (untold and claim.act in _SAYING)


def _judging(statement: Statement, *, upheld: bool) -> Statement:
    """Return a statement that calls something untrue as the denial that it is; one about remarks states no deed.

    Whoever denies that (`upheld`) says that it is so: "denied that the story was a hoax".
    """
    about = judged(statement.text)
    if about is not None and upheld:
        return replace(statement, act="assert", negative=False, said=about)
    if about is not None:
        return replace(statement, act="deny", negative=True, said=about)
    if statement.act == "accuse" and is_remark([word.lower() for word in _WORD.findall(statement.text)]):
        return replace(statement, pointer=True)
    return statement


def _after_dateline(text: str, piece: Span) -> tuple[int, int]:
    line = re.compile(r"[A-Z][^\n]{0,60}?\s[-–—]\s").match(text, piece.start, piece.end)
    return (line.end() if line and line.group()[:3].isupper() else piece.start), piece.end


def _relays(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Say whether a claim only passes on another that stands in it and fills it."""
    size = sum(piece.end - piece.start for piece in claim.content)
    inner = [c for c in claims if c.parent == claim.id and c.content and c.act not in _INWARD]
    for other in inner:
        spans = (*other.source, *other.cue, *other.content)
        shared = sum(max(0, min(p.end, s.end) - max(p.start, s.start)) for p in claim.content for s in spans)
        if shared >= 0.8 * size:
            return True
    return False


def _innermost(found: Sequence[Statement]) -> list[Statement]:
    """Leave out a statement that has another claim's in it, or is the same words told twice."""
    kept: list[Statement] = []
    for one in sorted(found, key=lambda s: (s.end - s.start, s.start, s.claim or "")):
        inside = [s for s in kept if one.start < s.end and s.start < one.end and s.claim != one.claim]
        if sum(min(s.end, one.end) - max(s.start, one.start) for s in inside) < 0.5 * (one.end - one.start):
            kept.append(one)
    return kept


def _with_follow_up(found: Sequence[Statement], reading: Reading) -> list[Statement]:
    """Join a denial that only points at what it denies, or is a few words, to the same source's words right after it.

    "The mayor denied it. “There was no fire,” he said": a pronoun right after a denial is the denier.
    """
    pronouns = {c.id for c in reading.claims if c.source_kind == "pronoun"}
    joined: list[Statement] = []
    for one in sorted(found, key=lambda s: (s.start, s.end)):
        last = joined[-1] if joined else None
        if last is not None and last.act == "deny" and 0 <= one.start - last.end <= _GAP and _short(last):
            between = reading.text[last.end : one.start]
            alike = same_source(one.source, last.source) if last.pointer else one.source.key == last.source.key
            same = one.claim == last.claim or alike or one.claim in pronouns
            if "\n" not in between and same and one.act not in _ELSEWHERE:
                said = f"{last.said or ('' if last.pointer else last.text)} {one.text}".strip()
                text = reading.text[last.start : one.end]
                joined[-1] = replace(last, end=one.end, text=text, pointer=False, said=said, negative=True,
                                     countries=tuple(dict.fromkeys((*last.countries, *one.countries))))  # fmt: skip
                continue
        joined.append(one)
    return joined


def _short(denial: Statement) -> bool:
    return denial.pointer or len(_WORD.findall(denial.said or denial.text)) <= _FEW


def _own(reading: Reading, said: Sequence[Statement], closed: Sequence[tuple[int, int]]) -> Iterator[Statement]:
    """Yield what the outlet states in its own voice: sentences, and parts of them, outside of claims and `closed`."""
    text, own = reading.text, outlet(reading)
    taken = sorted(
        [(s.start, s.end) for s in said]
        + [(s.start, s.end) for c in reading.claims for s in (*c.source, *c.cue)]
        + [*closed]
    )
    for block in reading.blocks or ():
        if block.kind != "body":
            continue
        for start, end in _free(block.span.start, min(block.span.end, _LONGEST), taken):
            for first, last in sentences(text, start, end):
                first = _past_joint(text, first, last)
                scoffed = _SCOFF.match(text, first, last)
                if scoffed and is_untruth(scoffed[1].lower()):
                    yield _scoff(first, last, reading)
                elif len(_WORD.findall(text[first:last])) >= _SHORTEST:
                    yield Statement(first, last, text[first:last], own, countries=_named(first, last, reading))


def _scoff(start: int, end: int, reading: Reading) -> Statement:
    """Return "Nonsense, says the foreign ministry of …" as the denial that it is."""
    source = named_source(start, end, reading)
    return Statement(start, end, reading.text[start:end], source, None, "deny", True, pointer=True)


def _free(start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of [start, end) that no span of the sorted ones covers."""
    at = start
    first = max(0, bisect_right(taken, (start, start)) - 1)
    for low, high in taken[first:]:
        if low >= end:
            break
        if high <= at:
            continue
        if low > at:
            yield at, low
        at = high
    if at < end:
        yield at, end


def _past_joint(text: str, start: int, end: int) -> int:
    joint = re.compile(
        r"(?:(?:as|and|but|when|while|who|which|that|a day after|after|before|where|although)\b\s*)+", re.IGNORECASE
    )
    match = joint.match(text, start, end)
    return match.end() if match else start


def _named(start: int, end: int, reading: Reading) -> tuple[str, ...]:
    """Return the countries that the words name, or whose actors they mention, in the order of the text."""
    span = Span(start, end, "")
    actors = {actor.id: actor.country for actor in reading.actors}
    named = {"name", "metonym", "demonym"}
    found = [
        (m.span.start, actors.get(m.actor or "")) for m in reading.mentions if m.kind in named and span.overlaps(m.span)
    ]
    found += [(place.span.start, place.country) for place in reading.places if span.overlaps(place.span)]
    found += [(word.start(), demonyms().get(word.group())) for word in _WORD.finditer(reading.text, start, end)]
    return tuple(dict.fromkeys(country for _, country in sorted(found, key=lambda at: at[0]) if country))


def _counted(statement: Statement, reading: Reading) -> Statement:
    """Add the statement's figures, who states it, the day that it names ahead, and that it negates."""
    figures = tuple(
        Number(stem(f.counted.split()[-1]), f.low, f.high)
        for f in reading.figures
        if f.counted
        and not f.change
        and not f.unit
        and stem(f.counted.split()[-1]) not in _units()
        and statement.start <= f.span.start < statement.end
    )
    said = statement.said or statement.text
    by = _opens(statement, reading) or next(
        (claim.actor for claim in reading.claims if statement.claim and claim.id == statement.claim), None
    )
    negative = statement.negative or statement.act == "deny" or negates(said)
    deeds = {e.type for e in reading.events if statement.start <= e.trigger.start < statement.end}
    return replace(
        statement, figures=figures, deeds=tuple(sorted(deeds)), by=by, due=_due(statement, reading), negative=negative
    )


def _opens(statement: Statement, reading: Reading) -> str | None:
    """Return the actor whose name opens the statement, who does what is told: "Moscow would send …"."""
    for mention in reading.mentions:
        near = 0 <= mention.span.start - statement.start <= _OPENING and mention.kind in {"name", "metonym"}
        actor = reading.actor(mention.actor) if near else None
        if actor is not None and actor.kind != "generic":
            return actor.id
    return None


def _due(statement: Statement, reading: Reading) -> str | None:
    """Return the last day or time, not before publication, that the words name: "by the end of March"."""
    published = (reading.document.published or "")[:10]
    ends = [m.end for m in reading.moments if statement.start <= m.span.start < statement.end and m.end]
    return max((end for end in ends if published and end[:10] >= published), default=None)


@cache
def _units() -> frozenset[str]:
    return frozenset(stem(word) for word in words("time_units", "word"))
