"""Reports for tests of linking, written out as who says what; no parse."""

from dataclasses import dataclass
from itertools import pairwise

from allegedly.records import Actor, Block, Claim, Mention, Reading, Span
from allegedly.sources.document import make_document


@dataclass(frozen=True)
class Said:
    """What a source says: "SOURCE CUE that CONTENT."; `answers` is the number of the sentence that it denies."""

    source: str
    cue: str
    content: str
    act: str = "assert"
    country: str | None = None
    answers: int | None = None


def report(*said: Said, outlet: str = "The Streslau Courier", published: str = "2021-03-04", own: str = "") -> Reading:
    """Return the reading of a report of a paragraph a claim, with officials of the countries given."""
    text, claims, actors, mentions = "", [], {}, []
    for number, one in enumerate(said):
        start = len(text)
        text += f"{one.source} {one.cue} {one.content}.\n\n"
        at = start + len(one.source) + 1
        content = at + len(one.cue) + 1
        spans = [
            Span.of(text, start, start + len(one.source)),
            Span.of(text, at, at + len(one.cue)),
            Span.of(text, content, content + len(one.content)),
        ]
        actor = None
        if one.country:
            actor = one.source.lower().replace(" ", "-")
            actors[actor] = Actor(actor, one.source, "institution", one.country, ("GOV",))
            mentions.append(Mention(spans[0], "name", actor))
        answers = f"c{one.answers}" if one.answers is not None else None
        claims.append(
            Claim(f"c{number}", spans[:1], spans[1:2], spans[2:], "indirect", one.act, "named", actor, answers=answers)  # type: ignore[arg-type]
        )
    text += own or "The rest is weather."
    ends = [0, *(n + 2 for n in range(len(text)) if text.startswith("\n\n", n)), len(text) + 2]
    blocks = tuple(Block(Span.of(text, first, last - 2), "body") for first, last in pairwise(ends) if last - 2 > first)
    document = make_document(text, language="en", outlet=outlet, published=published)
    return Reading(document, blocks, actors=tuple(actors.values()), mentions=tuple(mentions), claims=tuple(claims))
