"""Who passed a claim on: "told Reuters", "according to TASS", "Belta quoted him as saying"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from allegedly.lexicon import words
from allegedly.reading.actors import MentionIndex
from allegedly.reading.actors.names import folded
from allegedly.reading.syntax import char_range, noun_phrase
from allegedly.records import Actor, Claim, Reading, Relay, Span

DEEPEST = 5
"""An outlet is so few steps of the parse below the cue that it stands by."""
QUOTING = frozenset({"quote", "cite"})
ALONG = frozenset({"dobj", "dative", "pobj", "prep", "agent", "compound", "npadvmod", "poss", "nmod"})
"""What leads from an outlet up to the cue: "said in an interview with CNN"."""


def quoted_speaker(claim: Claim, reading: Reading) -> tuple[Span, Span] | None:
    """Return who speaks and who quotes in "Belta quoted him as saying" or "he was quoted by Belta as saying".

    None for all other claims. The attribution is read as Belta's; what is said is his.
    """
    doc = reading.parse
    cue = claim.cue[0] if claim.cue and claim.source else None
    tokens = doc.char_span(cue.start, cue.end, alignment_mode="expand") if doc is not None and cue else None
    said = tokens.root if tokens is not None else None
    if said is None or said.dep_ != "pcomp" or said.head.lower_ != "as" or said.head.head.lemma_ not in QUOTING:
        return None
    speaker = next((c for c in said.head.head.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if speaker is None:
        return None
    first, end = noun_phrase(speaker)
    span = reading.span(*char_range(speaker.doc, first, end))
    return None if span.overlaps(claim.source[0]) else (span, claim.source[0])


def relays_of(
    reading: Reading, claims: Mapping[str, Claim], quoting: Mapping[str, Span]
) -> dict[str, tuple[Relay, ...]]:
    """Return for each claim the outlets that passed it on, the nearest to the source first.

    Those are who quotes the source (`quoting`, by claim), whom it told it, then the sources of the claims around it,
    where they are outlets. The outlet of the document itself is none.
    """
    outlets = Outlets(reading)
    found = {}
    for claim in claims.values():
        relays = [*outlets.named(quoting.get(claim.id)), *outlets.beside(claim)]
        seen = {claim.id}
        above = claims.get(claim.parent or "")
        while above is not None and above.id not in seen:
            for span in above.source:
                relays += outlets.named(span)
            seen.add(above.id)
            above = claims.get(above.parent or "")
        found[claim.id] = tuple({relay.span: relay for relay in relays if not _in(relay.span, claim.source)}.values())
    return found


class Outlets:
    """The names of news outlets in a reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._index = MentionIndex(reading)
        self._actors = {actor.id: actor for actor in reading.actors}
        self._own = set(folded(reading.document.outlet or "").split())

    def named(self, span: Span | None) -> Iterator[Relay]:
        """Yield the outlet that a source names."""
        doc = self._reading.parse
        tokens = doc.char_span(span.start, span.end, alignment_mode="expand") if doc is not None and span else None
        relay = self._outlet(tokens.root) if tokens is not None else None
        if relay is not None:
            yield relay

    def beside(self, claim: Claim) -> Iterator[Relay]:
        """Yield the outlets that the source spoke to, by the words around the cue."""
        doc = self._reading.parse
        if doc is None:
            return
        for cue in claim.cue:
            tokens = doc.char_span(cue.start, cue.end, alignment_mode="expand")
            for token in tokens if tokens is not None else ():
                for below in _below(token):
                    relay = self._outlet(below)
                    if relay is not None and not _in(relay.span, claim.content):
                        yield relay

    def _outlet(self, head: Token) -> Relay | None:
        """Return the outlet that a noun phrase names."""
        if head.pos_ != "PROPN":
            return None
        start, end = _name(head)
        mention = self._index.at(start, end)
        actor = self._actors.get(mention.actor or "") if mention is not None else None
        span = self._reading.span(start, end)
        parts = set(folded(span.quote).split())
        if not _is_outlet(actor, parts, head) or (self._own and self._own <= parts):
            return None
        return Relay(span, actor.id if actor is not None and actor.kind == "organisation" else None)


def _is_outlet(actor: Actor | None, parts: set[str], head: Token) -> bool:
    """Say whether a name is an outlet's: known as one, or an organisation's that is called "… News"."""
    if actor is not None and (actor.sectors or actor.kind == "person"):
        return "JRN" in actor.sectors and actor.kind != "person"
    return (actor is not None or head.ent_type_ == "ORG") and bool(parts & words("outlet_words"))


def _below(token: Token, depth: int = 0) -> Iterator[Token]:
    """Yield the nouns that hang on a cue by way of objects and prepositions."""
    for child in token.children:
        if child.dep_ in ALONG and depth < DEEPEST:
            if child.pos_ in {"PROPN", "NOUN"}:
                yield child
            yield from _below(child, depth + 1)


def _name(head: Token) -> tuple[int, int]:
    doc: Doc = head.doc
    first = head.i
    while not doc[first].is_sent_start and doc[first - 1].pos_ == "PROPN" and doc[first - 1].head.i <= head.i:
        first -= 1
    return doc[first].idx, head.idx + len(head)


def _in(span: Span, parts: tuple[Span, ...]) -> bool:
    return any(part.overlaps(span) for part in parts)
