"""What kind of source an unnamed one is, and whether it would not be named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import cast

from spacy.tokens import Doc, Token

from allegedly.lexicon import table
from allegedly.records import Actor, Claim, Reading, SourceClass, Span

INSIDE = frozenset({"in", "at", "of", "from", "with", "inside", "within", "for"})
"""Prepositions behind which it stands where a source belongs."""
AROUND = 300
"""So many characters around the source the words are looked for that say why it is not named."""


@cache
def _words() -> dict[str, tuple[SourceClass, bool]]:
    rows = table("source_class_words")
    return {row["word"]: (cast("SourceClass", row["class"]), row["vague"] == "yes") for row in rows}


@cache
def _sectors() -> dict[str, SourceClass]:
    rows = table("source_classes")
    return {sector: cast("SourceClass", row["class"]) for row in rows for sector in row["sectors"].split()}


@cache
def _unsaid() -> dict[str, SourceClass]:
    return {row["lemma"]: cast("SourceClass", row["class"]) for row in table("source_unsaid")}


def class_of_doer(verb: Token) -> SourceClass | None:
    """Return the class of whoever a passive verb leaves out, None where anybody may do it: "was charged"."""
    return _unsaid().get(verb.lemma_.lower())


def class_of(head: Token, first: int, actor: Actor | None) -> SourceClass:
    """Return the class of the source whose noun phrase begins at token `first` and has that head.

    The head decides; where it says little ("official", "source"), what stands before it, then what it is "in" or "at"
    or "of", then the sector of its actor.
    """
    own = _words().get(head.lemma_.lower()) or _words().get(head.lower_)
    if own is not None and not own[1]:
        return own[0]
    for word in (*_before(head, first), *_behind(head)):
        found = _words().get(word)
        if found is not None and not found[1]:
            return found[0]
    if (
        actor is not None
        and actor.sectors
        and actor.sectors[0] in _sectors()
        and actor.sectors[0] not in {"GOV", "CVL"}
    ):
        return _sectors()[actor.sectors[0]]
    if own is not None:
        return own[0]
    return _sectors().get(actor.sectors[0], "other") if actor is not None and actor.sectors else "other"


def _before(head: Token, first: int) -> Iterator[str]:
    """Yield the words before the head, and pairs of them, the nearest first."""
    tokens = list(head.doc[first : head.i])
    for at in range(len(tokens) - 1, -1, -1):
        if at:
            yield f"{tokens[at - 1].lower_} {tokens[at].lower_}"
        yield tokens[at].lemma_.lower()
        yield tokens[at].lower_


def _behind(head: Token) -> Iterator[str]:
    for preposition in head.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in INSIDE:
            for noun in preposition.rights:
                if noun.dep_ == "pobj":
                    yield noun.lemma_.lower()
                    yield from (token.lower_ for token in noun.lefts)


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Return what says that a source is not to be named, each with what has to be there for it to match."""
    return tuple(
        (tuple(row["needs"].split("|")), re.compile(row["pattern"].replace(" ", r"\s+"), re.IGNORECASE))
        for row in table("source_anonymity")
    )


def _first(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first match in text[start:end]; of two that begin together the earlier row's."""
    lower = text[start:end].lower()
    searched = (
        pattern.search(text, start, end) for needs, pattern in _patterns() if any(need in lower for need in needs)
    )
    return min(filter(None, searched), key=lambda match: match.start(), default=None)


def anonymity_of(claim: Claim, reading: Reading) -> Span | None:
    """Return the words of the claim's sentence that say that the source would not be named."""
    doc = reading.parse
    if doc is None or not claim.source or not claim.cue:
        return None
    start, end = _sentence(doc, claim)
    found = _first(reading.text, start, end)
    if found is None or any(part.start <= found.start() < part.end for part in claim.content):
        return None
    return reading.span(found.start(), found.end())


def _sentence(doc: Doc, claim: Claim) -> tuple[int, int]:
    """Return the characters of the sentence that the source stands in, `AROUND` it at most."""
    source = claim.source[0]
    tokens = doc.char_span(source.start, source.end, alignment_mode="expand")
    if tokens is None:
        return source.start, source.end
    sentence = tokens[0].sent
    return max(sentence.start_char, source.start - AROUND), min(sentence.end_char, source.end + AROUND)
