"""How plainly a source is named."""

from __future__ import annotations

from allegedly.reading.actors.kinds import kind_of_phrase
from allegedly.reading.actors.scene import extent
from allegedly.records import Actor, Mention, Reading, SourceKind


def kind_of_source(mention: Mention, actor: Actor | None, reading: Reading) -> SourceKind:
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
