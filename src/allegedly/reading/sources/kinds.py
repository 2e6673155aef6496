"""The sources layer: who each claim's source is, and how plainly it is named."""

from __future__ import annotations

from dataclasses import replace

from allegedly.reading.actors import MentionIndex
from allegedly.reading.actors.kinds import kind_of_phrase
from allegedly.reading.actors.scene import extent
from allegedly.records import Actor, Claim, Mention, Reading, SourceKind


def read(reading: Reading) -> Reading:
    """Set `actor` and `source_kind` of the claims from the mentions that their sources are."""
    if not reading.claims:
        return reading
    index = MentionIndex(reading)
    actors = {actor.id: actor for actor in reading.actors}
    return replace(reading, claims=tuple(_resolved(claim, index, actors, reading) for claim in reading.claims))


def _resolved(claim: Claim, index: MentionIndex, actors: dict[str, Actor], reading: Reading) -> Claim:
    if not claim.source:
        return replace(claim, source_kind="none", actor=None)
    found = next((m for span in claim.source if (m := index.at(span.start, span.end)) is not None), None)
    if found is None:
        return replace(claim, source_kind="unnamed", actor=None)
    return replace(claim, source_kind=_kind(found, actors.get(found.actor or ""), reading), actor=found.actor)


def _kind(mention: Mention, actor: Actor | None, reading: Reading) -> SourceKind:
    """Say how a source is named.

    A description is one that leads to a person, an organisation or an institution ("the ministry", "the army"); one
    that leads only to some people of a country and a sector ("officials in Kiev") leaves its source unnamed.
    """
    if mention.kind == "pronoun":
        return "pronoun"
    if mention.kind in {"name", "metonym"}:
        return "named"
    if actor is None or actor.kind == "group":
        return "unnamed"
    if actor.kind == "generic" or actor.id == f"{actor.country}.GOV":
        return "description" if _is_institution(mention, reading) else "unnamed"
    return "description"


def _is_institution(mention: Mention, reading: Reading) -> bool:
    doc = reading.parse
    tokens = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand") if doc is not None else None
    if tokens is None:
        return False
    kind = kind_of_phrase(tokens.root, extent(tokens.root)[0])
    return kind is not None and kind.kind == "institution"
