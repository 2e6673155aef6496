"""The sources layer: who each claim's source is, and how plainly it is named."""

from __future__ import annotations

from dataclasses import replace

from allegedly.reading.actors import MentionIndex
from allegedly.records import Actor, Claim, Mention, Reading, SourceKind


def read(reading: Reading) -> Reading:
    """Set `actor` and `source_kind` of the claims from the mentions that their sources are."""
    if not reading.claims:
        return reading
    index = MentionIndex(reading)
    actors = {actor.id: actor for actor in reading.actors}
    return replace(reading, claims=tuple(_resolved(claim, index, actors) for claim in reading.claims))


def _resolved(claim: Claim, index: MentionIndex, actors: dict[str, Actor]) -> Claim:
    if not claim.source:
        return replace(claim, source_kind="none", actor=None)
    found = next((m for span in claim.source if (m := index.at(span.start, span.end)) is not None), None)
    if found is None:
        return replace(claim, source_kind="unnamed", actor=None)
    return replace(claim, source_kind=_kind(found, actors.get(found.actor or "")), actor=found.actor)


def _kind(mention: Mention, actor: Actor | None) -> SourceKind:
    """Say how a source is named.

    A description that leads to a person, an institution or an organisation of a name is a description; one that
    leads only to a country and a sector ("officials in Kiev") leaves its source unnamed.
    """
    if mention.kind == "pronoun":
        return "pronoun"
    if mention.kind in {"name", "metonym"}:
        return "named"
    if actor is None or actor.kind in {"generic", "group"}:
        return "unnamed"
    return "description"
