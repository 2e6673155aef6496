"""From drafts to figures: what is no figure is left out, the noun, the owner and the claim are looked up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from allegedly.reading.figures import nouns, units
from allegedly.reading.figures.counted import counted, is_whole
from allegedly.reading.figures.nouns import Grammar
from allegedly.reading.figures.scan import Draft, scan
from allegedly.reading.figures.zeros import Zero, zeros
from allegedly.records import Block, Figure, Mention, Moment, Reading

KINDS = frozenset({"title", "deck", "body"})
REACH = 1000
"""How many characters from a figure the mention of its owner may stand."""
OLDEST = 120
"""A bare number up to this, between commas after a name, is an age in years."""
_PERSON_IS = re.compile(r"\b(?:he|she|who)(?:['’]s|\s+(?:is|was))\s(?:only\s|just\s)?$", re.IGNORECASE)
_CLOSED = re.compile(r"[.,;!?]|$|\s(?:when|at\sthe\stime)\b")
"""What follows an age: "she was 16 at the time", but not "he is 12 points ahead"."""
_LIST_NUMBER = re.compile(r"\s*\(?\d{1,3}[.)]\s")


def read(reading: Reading) -> Reading:
    """Add the figures of the title, the deck and the body; without a parse there are none."""
    if reading.parse is None:
        return reading
    grammar = Grammar(reading.parse)
    mentions = sorted(reading.mentions, key=lambda mention: mention.span)
    found: list[Figure] = []
    for block in reading.blocks:
        if block.kind in KINDS:
            found += _of_block(reading, block, grammar, mentions)
    return replace(reading, figures=tuple(replace(f, id=f"f{i}") for i, f in enumerate(found, start=1)))


def _of_block(reading: Reading, block: Block, grammar: Grammar, mentions: Sequence[Mention]) -> Iterator[Figure]:
    """Yield the figures of a block, with ids that are still empty."""
    figures = list(drafts(reading, block, grammar))
    taken = grammar.indices(figures)
    before: list[Token] = []
    none = list(zeros(reading.text, block.span.start, block.span.end, grammar))
    figures = [each for each in figures if not any(zero.draft.start < each.end <= zero.draft.end for zero in none)]
    for draft in figures:
        while none and none[0].draft.start < draft.start:
            yield _none(reading, none.pop(0), mentions)
        if nouns.is_idiom(draft, grammar):
            continue
        held = _near(mentions, draft.start)
        words = counted(draft, grammar, taken, before)
        kept = [token for token in words if token == words[-1] or not _is_actor(token, held)]
        yield _figure(reading, draft, " ".join(nouns.words(kept, taken)), nouns.owner(draft, grammar, held))
        before = words if draft.unit is None and is_whole(words) else before
    yield from (_none(reading, zero, mentions) for zero in none)


def _none(reading: Reading, zero: Zero, mentions: Sequence[Mention]) -> Figure:
    """Return the figure of what there was none of; whose they would have been its own words say."""
    held = _near(mentions, zero.draft.start)
    kept = [token for token in zero.counted if token == zero.counted[-1] or not _is_actor(token, held)]
    return _figure(reading, zero.draft, " ".join(nouns.words(kept)), nouns.named_owner(zero.counted, held))


def drafts(reading: Reading, block: Block, grammar: Grammar) -> Iterator[Draft]:
    """Yield the drafts of a block that are figures: no dates, names, list numbers or pronouns."""
    text, moments = reading.text, _within(reading.moments, block)
    listed = _LIST_NUMBER.match(text, block.span.start, block.span.end)
    for found in scan(text, block.span.start, block.span.end, [(m.span.start, m.span.end) for m in moments]):
        if listed and found.number[0] < listed.end():
            continue
        draft = _unit_noun(_age(found, text), grammar)
        if not nouns.is_name(draft, grammar):
            yield draft


def _within(moments: Sequence[Moment], block: Block) -> list[Moment]:
    first = bisect_left(moments, block.span.start, key=lambda moment: moment.span.start)
    last = bisect_left(moments, block.span.end, key=lambda moment: moment.span.start)
    return [moment for moment in moments[first:last] if moment.type in {"DATE", "TIME"}]


def _unit_noun(draft: Draft, grammar: Grammar) -> Draft:
    """Give "12 sea miles" the unit that its noun names."""
    noun = nouns.counted_noun(draft, grammar)
    named = units.named(noun.lower_) if noun is not None and noun.tag_ == "NNS" else None
    if noun is None or not named:
        return draft
    return replace(draft, unit=named, end=max(draft.end, noun.idx + len(noun)))


def _age(draft: Draft, text: str) -> Draft:
    """Give "Smith, 66, said" and "She was 66." the unit that they leave out."""
    start, end = draft.number
    bare = draft.unit is None and not draft.spelt and (draft.start, draft.end) == draft.number
    if not bare or not draft.low or not draft.high or not 0 < draft.high < OLDEST or "." in text[start:end]:
        return draft
    if re.search(r"[A-Z][\w’'-]*,\s$", text[max(start - 30, 0) : start]) and re.match(
        r"[,;]|\.(?:\s|$)", text[end : end + 2]
    ):
        return replace(draft, unit="year of age")
    if _PERSON_IS.search(text[max(start - 20, 0) : start]) and _CLOSED.match(text, end):
        return replace(draft, unit="year of age")
    if re.search(r"\b(?:aged|ages?|ages? of|ages? (?:between|from))\s$", text[max(start - 14, 0) : start]):
        return replace(draft, unit="year of age")
    return draft


def _figure(reading: Reading, draft: Draft, noun: str, owner: str | None) -> Figure:
    span = reading.span(draft.start, draft.end)
    claim = reading.claim_around(span)
    return Figure(
        id="",
        span=span,
        low=draft.low,
        high=draft.high,
        low_exclusive=draft.low_exclusive,
        high_exclusive=draft.high_exclusive,
        approximate=draft.approximate,
        change=draft.change,
        unit=draft.unit,
        counted=noun or None,
        whose=owner,
        claim=claim.id if claim else None,
    )


def _near(mentions: Sequence[Mention], offset: int) -> Sequence[Mention]:
    """Return the mentions that begin within REACH of the offset."""
    first = bisect_left(mentions, offset - REACH, key=lambda mention: mention.span.start)
    last = bisect_left(mentions, offset + REACH, key=lambda mention: mention.span.start)
    return mentions[first:last]


def _is_actor(token: Token, held: Sequence[Mention]) -> bool:
    return any(
        m.actor and m.kind in {"demonym", "name", "metonym"} and m.span.start <= token.idx < m.span.end for m in held
    )
