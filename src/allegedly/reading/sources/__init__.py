"""The sources layer: who each claim's source is, how plainly it is named, of what class, and who passed it on."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from allegedly.reading.actors import MentionIndex
from allegedly.reading.actors.scene import extent
from allegedly.reading.sources.chains import quoted_speaker, relays_of
from allegedly.reading.sources.classes import anonymity_of, class_of, class_of_doer
from allegedly.reading.sources.kinds import kind_of_source
from allegedly.reading.sources.memory import Entity
from allegedly.reading.sources.pronouns import FIRST
from allegedly.reading.sources.referents import Referents
from allegedly.records import Actor, Claim, Reading, Span

__all__ = ["Sources", "read"]

CLASSED = frozenset({"unnamed", "description"})
"""Kinds of sources that have a class."""


def read(reading: Reading) -> Reading:
    """Fill what the claims say of their sources; a reading without claims comes back as it is."""
    if not reading.claims:
        return reading
    sources = Sources(reading)
    quoted = {claim.id: pair for claim in reading.claims if (pair := quoted_speaker(claim, reading)) is not None}
    given = [replace(c, source=(quoted[c.id][0],)) if c.id in quoted else c for c in reading.claims]
    claims = {claim.id: sources.resolved(claim) for claim in given}
    for claim in reading.claims:
        claims[claim.id] = _of_speaker(claims[claim.id], claims, reading)
    passed = relays_of(reading, claims, {name: quoting for name, (_, quoting) in quoted.items()})
    return replace(
        reading, claims=tuple(replace(claims[claim.id], relays=passed[claim.id]) for claim in reading.claims)
    )


class Sources:
    """Whom the sources in a reading are; build it once for a document."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._index = MentionIndex(reading)
        self._actors = {actor.id: actor for actor in reading.actors}
        self._referents = Referents(reading)

    def antecedent(self, start: int, end: int) -> Span | None:
        """Return the words that name whom the characters [start, end) go back to.

        The latest name before them, else the latest description. None where the characters are a name themselves,
        mean the author or the speaker, or nobody is found.
        """
        head = self._head(start, end)
        entity = self._referents.at(head.i) if head is not None else None
        if head is None or entity is None:
            return None
        phrase = entity.before(head.i) if not entity.names_within(head.i, head.i + 1) else None
        if phrase is None:
            return None
        tokens = head.doc[phrase.first : phrase.end if phrase.plural else phrase.head + 1]
        return self._reading.span(tokens.start_char, tokens.end_char)

    def head_of(self, span: Span) -> tuple[int, int]:
        """Return the characters of the word that heads the phrase at a span."""
        head = self._head(span.start, span.end)
        return (head.idx, head.idx + len(head)) if head is not None else (span.start, span.end)

    def resolved(self, claim: Claim) -> Claim:
        """Return the claim with its source looked up; what speakers say of themselves is not yet."""
        if not claim.source:
            return claim if claim.source_kind == "outlet" else self._unsaid(claim)
        found = next((m for span in claim.source if (m := self._index.at(span.start, span.end)) is not None), None)
        actor = self._actors.get(found.actor or "") if found else None
        kind = kind_of_source(found, actor, self._reading) if found else "unnamed"
        start, end = claim.source[0].start, claim.source[0].end
        head = self._head(start, end)
        if head is not None and head.lower_ in FIRST:
            return replace(claim, source_kind="pronoun", actor=None)
        if head is not None and head.pos_ in {"PRON", "DET"} and kind == "unnamed":
            kind = "pronoun"
        entity = self._referents.at(head.i) if head is not None else None
        if entity is not None and any(entity.names_within(*self._tokens(part)) for part in claim.source):
            kind = "named"
        named_by = self.antecedent(start, end) if kind != "named" else None
        if named_by is not None and entity is not None and (entity.is_named or kind == "pronoun"):
            actor = self._actor(entity, actor if kind != "pronoun" else None)
        if named_by is not None and kind == "unnamed" and entity is not None and entity.is_named:
            kind = "description"
        told = class_of(head, extent(head)[0], actor) if head is not None and kind in CLASSED else None
        return replace(
            claim,
            source_kind=kind,
            actor=actor.id if actor else None,
            named_by=named_by,
            source_class=told,
            anonymity=anonymity_of(claim, self._reading),
        )

    def _unsaid(self, claim: Claim) -> Claim:
        """Return a claim without a source, with the class of whoever alone can do what its passive cue tells."""
        cue = [(first, end) for first, end in map(self._tokens, claim.cue) if end > first]
        doc = self._reading.parse
        tokens = [doc[at] for first, end in cue for at in range(first, end)] if doc is not None else []
        told = next((c for t in tokens if t.tag_ == "VBN" and (c := class_of_doer(t)) is not None), None)
        return replace(claim, source_kind="none", actor=None, source_class=told)

    def _actor(self, entity: Entity, found: Actor | None) -> Actor | None:
        """Return the actor of an entity: its own, that of the words that describe it, or the one found without it."""
        if entity.actor:
            return self._actors.get(entity.actor, found)
        doc = self._reading.parse
        if doc is None:
            return found
        first = doc[entity.first.first : entity.first.head + 1]
        mention = self._index.at(first.start_char, first.end_char)
        return self._actors.get(mention.actor or "", found) if mention else found

    def _tokens(self, part: Span) -> tuple[int, int]:
        doc = self._reading.parse
        tokens = doc.char_span(part.start, part.end, alignment_mode="expand") if doc is not None else None
        return (tokens.start, tokens.end) if tokens is not None else (0, 0)

    def _head(self, start: int, end: int) -> Token | None:
        doc = self._reading.parse
        tokens = doc.char_span(start, end, alignment_mode="expand") if doc is not None else None
        return tokens.root if tokens is not None else None


def _of_speaker(claim: Claim, claims: dict[str, Claim], reading: Reading) -> Claim:
    """Return the claim of an "I" or "we" with the actor of whoever says the words in which it stands."""
    if claim.source_kind != "pronoun" or not claim.source or claim.source[0].quote.lower() not in FIRST:
        return claim
    around = claims.get(claim.parent or "") or reading.claim_around(claim.source[0])
    speaker = claims.get(around.id) if around is not None else None
    if speaker is None or speaker.id == claim.id or not speaker.source:
        return claim
    named = speaker.named_by or (speaker.source[0] if speaker.source_kind == "named" else None)
    return replace(claim, actor=speaker.actor, named_by=named, source_class=speaker.source_class)
