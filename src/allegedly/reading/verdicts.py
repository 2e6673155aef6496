"""The verdicts layer: where the report, or somebody in it, says that something told is not so.

A verdict is an act upon what is told, and no attribution: nobody need be said to give it. "The story is a hoax" is a
claim of the outlet itself (`source_kind` "outlet", no words for a source), with the verdict for a cue and what is not
so for content; the acts layer finds what it denies, as for other denials. What stands in somebody's words is a claim
of theirs, unless it is the main thing they say: that claim is then the denial itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from allegedly.reading.acts.kinds import entry
from allegedly.reading.acts.parts import Parts
from allegedly.reading.acts.verdicts import Verdict, candidates, stands, verdict_of
from allegedly.reading.acts.withheld import withheld
from allegedly.reading.attribution.found import spans
from allegedly.reading.attribution.nesting import nest, quote_type
from allegedly.reading.attribution.quotations import inside, quotations_of
from allegedly.records import Claim, Reading

__all__ = ["read"]

_UNSAID = frozenset({"deny", "refuse", "ask", "demand", "promise", "threaten"})
"""Whoever does these does not say that what stands in his words is so."""


def read(reading: Reading) -> Reading:
    """Add the verdicts that no claim says by itself; nothing without a parse."""
    doc = reading.parse
    if doc is None or not len(doc):
        return reading
    told = candidates(doc)
    if not told:
        return reading
    quoted = inside(len(reading.text), quotations_of(reading))
    furniture = [block.span for block in reading.blocks if block.is_furniture]
    cues = {token.i for claim in reading.claims for token in Parts.of(claim, doc).cue}
    added: list[Claim] = []
    for verdict in (found for word in told if (found := verdict_of(word, cues)) is not None):
        if verdict.verb in cues or any(block.start <= doc[verdict.verb].idx < block.end for block in furniture):
            continue
        claim = _claim(verdict, reading, doc, quoted)
        if claim is not None and not any(claim.cue[0].overlaps(other.cue[0]) for other in added):
            added.append(claim)
    return replace(reading, claims=_numbered(reading.claims, added)) if added else reading


def _claim(verdict: Verdict, reading: Reading, doc: Doc, quoted: bytearray) -> Claim | None:
    """Return the claim of a verdict, None where nobody gives it whom the report says to hold it so.

    That is so in words of others that no claim was read of, and in what somebody denies, asks or does not say.
    """
    cue, content, source = (spans(reading, doc, part) for part in (verdict.cue, verdict.content, verdict.source))
    verb = doc[verdict.verb]
    around = reading.claim_around(reading.span(verb.idx, verb.idx + len(verb)))
    if not cue or not content or (around is None and (quoted[verb.idx] or not stands(verb))):
        return None
    made = Claim("", source, cue, content, quote_type(doc, verdict.content, quoted))
    if around is None:
        return made if source else replace(made, source_kind="outlet")
    parts = Parts.of(around, doc)
    acts = entry(parts)
    if parts.is_mainly(verdict) or withheld(around) or (acts is not None and acts[0] in _UNSAID):
        return None
    return made if source else replace(made, source=around.source)


def _numbered(claims: Sequence[Claim], added: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return all claims in the order of their cues, c1, c2, …, with the claims around them as parents."""
    ordered = sorted([*claims, *added], key=lambda claim: claim.cue[0].start)
    numbers = {claim.id: n for n, claim in enumerate(ordered) if claim.id}
    given = {n: numbers[claim.parent] for n, claim in enumerate(ordered) if claim.parent}
    return nest([replace(claim, id=f"c{n + 1}", parent=None) for n, claim in enumerate(ordered)], given)
