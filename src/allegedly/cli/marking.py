"""A paragraph of the report with its claims marked: source, cue and content, nested claims inside each other.

Colour says the act. What must be known without colour is in the text: content stands between "[⁷" and "⁷]", the
raised number being that of the claim, and where the output has no styles at all, sources stand in braces and cues
between angle brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rich.style import Style
from rich.text import Text

from allegedly.cli.terminal import printable
from allegedly.records import Claim, Span

ACT_COLOURS = {
    "assert": "cyan",
    "deny": "red",
    "refuse": "red",
    "accuse": "yellow",
    "demand": "magenta",
    "threaten": "magenta",
    "promise": "green",
    "agree": "green",
    "praise": "green",
    "ask": "blue",
    "believe": "blue",
    "estimate": "blue",
}
"""A colour for each act of `lexicon/acts.tsv`."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BRACES = {"source": ("{", "}"), "cue": ("<", ">")}

Role = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that play a role in a claim."""

    span: Span
    role: Role
    claim: Claim


def colour(act: str) -> str:
    """Return the colour of an act."""
    return ACT_COLOURS.get(act, ACT_COLOURS["assert"])


def number(claim_id: str) -> str:
    """Return the number that the page shows for a claim: "7" for "c7"."""
    return claim_id.removeprefix("c")


def anchor(claim: Claim) -> int:
    """Return the offset at which the claim's note stands: its cue, or else its first character."""
    spans = claim.cue or (*claim.source, *claim.content)
    return min((span.start for span in spans), default=0)


def marks(claims: Iterable[Claim]) -> list[Mark]:
    """Return the marks of all claims in the order of the text, the longer before the shorter."""
    found = [
        mark
        for claim in claims
        for mark in (
            *(Mark(span, "source", claim) for span in claim.source),
            *(Mark(span, "cue", claim) for span in claim.cue),
            *(Mark(span, "content", claim) for span in claim.content),
        )
    ]
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end))


def marked(text: str, span: Span, inside: Sequence[Mark], *, braces: bool, base: str = "") -> Text:
    """Return the characters of a paragraph as styled text; `inside` are the marks that overlap it.

    `braces` says whether source and cue are told apart by characters too. The first characters at a claim's anchor
    carry `Style.meta["claims"]`, so that the margin finds the line that they are wrapped to.
    """
    result = Text(style=base)
    points = {span.start, span.end, *(anchor(mark.claim) for mark in inside)}
    points |= {offset for mark in inside for offset in (mark.span.start, mark.span.end)}
    anchors: dict[int, list[str]] = {}
    for claim in {id(mark.claim): mark.claim for mark in inside}.values():
        anchors.setdefault(anchor(claim), []).append(claim.id)
    active: list[Mark] = []
    waiting = list(reversed(inside))
    for start, end in pairwise(sorted(point for point in points if span.start <= point <= span.end)):
        active = [mark for mark in active if mark.span.end > start]
        while waiting and waiting[-1].span.start <= start:
            active.append(waiting.pop())
        for opened in _edges(active, "start", start, braces=braces):
            result.append(opened, Style(dim=True))
        style = _style(active)
        if start in anchors:
            style += Style(meta={"claims": tuple(anchors[start])})
        result.append(printable(text[start:end]).replace("\n", " ").replace("\t", " "), style)
        for closed in _edges(reversed(active), "end", end, braces=braces):
            result.append(closed, Style(dim=True))
    return result


def _edges(active: Iterable[Mark], edge: Literal["start", "end"], offset: int, *, braces: bool) -> Iterator[str]:
    """Yield the characters that open or close the marks with an edge at the offset, in their order."""
    written = set()
    for mark in active:
        if getattr(mark.span, edge) != offset:
            continue
        if mark.role == "content":
            raised = number(mark.claim.id).translate(_RAISED)
            yield f"[{raised}" if edge == "start" else f"{raised}]"
        elif braces and (mark.role, mark.span) not in written:
            written.add((mark.role, mark.span))
            yield _BRACES[mark.role][edge == "end"]


def _style(active: Sequence[Mark]) -> Style:
    """Return the style of characters that play these roles: the innermost claim colours, all roles show."""
    if not active:
        return Style()
    roles = {mark.role for mark in active}
    return Style(
        color=colour(active[-1].claim.act),
        underline="source" in roles or None,
        bold="cue" in roles or None,
    )
