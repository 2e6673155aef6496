"""The outlet's words of doubt about a claim ("alleged", "without providing evidence"), and when it was made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from allegedly.lexicon import words
from allegedly.reading.openings import first_words, openings
from allegedly.records import Claim, Moment, Reading, Span


@cache
def _phrases() -> re.Pattern[str]:
    longest = sorted(words("hedges", "phrase"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in longest) + r")\b", re.IGNORECASE)


@cache
def _first_words() -> frozenset[str]:
    return first_words(words("hedges", "phrase"))


def _found(text: str) -> Iterator[re.Match[str]]:
    """Yield the phrases of the text from left to right; none overlaps another."""
    position = 0
    for at in openings(text, 0, len(text), _first_words()):
        match = _phrases().match(text, at) if at >= position else None
        if match is not None:
            position = match.end()
            yield match


def hedged(reading: Reading, doc: Doc, claims: Sequence[Claim], quoted: bytearray) -> list[Claim]:
    """Return the claims with their hedges: each goes to the claim it stands in, else to the last of its sentence.

    Words inside quotation marks are the source's own and no hedges.
    """
    hedges: dict[str, list[Span]] = {}
    for match in _found(reading.text):
        if not quoted[match.start()] and not _is_verdict(doc, match):
            span = reading.span(match.start(), match.end())
            claim = reading.claim_around(span) or _of_sentence(doc, claims, span)
            if claim is not None:
                hedges.setdefault(claim.id, []).append(span)
    return [replace(claim, hedges=tuple(hedges[claim.id])) if claim.id in hedges else claim for claim in claims]


def _is_verdict(doc: Doc, match: re.Match[str]) -> bool:
    """Say whether a word that doubts only before a noun stands elsewhere: "said that it was baseless"."""
    if match.group().lower() not in words("hedges", "phrase", stands="attribute"):
        return False
    tokens = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    return tokens is None or tokens.root.dep_ != "amod"


def _of_sentence(doc: Doc, claims: Sequence[Claim], span: Span) -> Claim | None:
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None:
        return None
    start, end = tokens.sent.start_char, tokens.sent.end_char
    inside = [claim for claim in claims if start <= claim.cue[0].start < end]
    earlier = [claim for claim in inside if claim.cue[0].start < span.start]
    return earlier[-1] if earlier else next(iter(inside), None)


def dated(reading: Reading, doc: Doc, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims with the moment of their cue's clause: it hangs on the cue and stands outside the content."""
    numbers: dict[int, Moment] = {}
    for moment in reading.moments:
        tokens = doc.char_span(moment.span.start, moment.span.end, alignment_mode="expand")
        if tokens is not None:
            head = tokens.root.head
            numbers.setdefault((head.head if head.dep_ == "prep" else head).i, moment)
    found = []
    for claim in claims:
        cue = [t for span in claim.cue for t in doc.char_span(span.start, span.end, alignment_mode="expand") or ()]
        when = next((numbers[token.i] for token in cue if token.i in numbers), None)
        if when is not None and not any(piece.overlaps(when.span) for piece in claim.content):
            claim = replace(claim, moment=when.id)
        found.append(claim)
    return found
