"""What other reports say to the claims of one: who denies them or says the same, which figures differ."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from allegedly.ledger import Filter, Ledger, queries
from allegedly.ledger.link_rows import LinkRow, SideRow
from allegedly.web.wording import shortened

MOST = 4
"""Links of a kind that a note gives at most; the claim's own page gives all."""
_LABELS = {
    "denial": "read as denied by",
    "denies": "read as denying",
    "happened": "read as told otherwise by",
    "otherwise": "read as telling otherwise than",
    "figures": "figures differ",
    "corroborates": "read as also said by",
    "same": "read as said again by",
    "rejected": "rejected as a link with",
}
"""What a note says of each kind of link, in the order in which it does."""
_KEPT = """
SELECT d.id, coalesce(nullif(d.outlet, ''), d.title, 'report ' || substr(d.id, 1, 8)) AS name,
    coalesce(s.report, d.id) AS report
FROM documents d LEFT JOIN story_documents s ON s.document = d.id WHERE d.id IN (SELECT value FROM json_each(?))
"""

_FIGURES = """
SELECT document, thing, start, "end", quote FROM series WHERE document IN (SELECT value FROM json_each(?))
ORDER BY document, start
"""


@dataclass(frozen=True, slots=True)
class Saying:
    """One who says it elsewhere, or says otherwise: `words` are given where they are what differs."""

    name: str
    day: str | None
    document: str
    claim: str | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """All that others say to a claim in one way. `own` are the claim's words where these are what differs.

    `reports` is how many independent reports say so; `apart` says whether a note gives that number.
    """

    label: str
    sayings: tuple[Saying, ...]
    reports: int
    apart: bool = False
    own: str = ""

    @property
    def rejected(self) -> bool:
        """Whether people rejected these links."""
        return self.label == _LABELS["rejected"]


@dataclass(frozen=True, slots=True)
class _Kept:
    name: str
    report: str


def elsewhere(ledger: Ledger, document: str) -> dict[str, list[Elsewhere]]:
    """Return what other reports say to each claim of a document, by the claim's id."""
    found: defaultdict[str, dict[str, list[tuple[SideRow, SideRow]]]] = defaultdict(lambda: defaultdict(list))
    for claim, kind, own, other in _links(ledger, document):
        found[claim][kind].append((own, other))
    results = _undertaken(ledger, document)
    sides = [other for kinds in found.values() for pairs in kinds.values() for _, other in pairs]
    sides += [other for rows in results.values() for _, other in rows if other]
    kept = _kept(ledger, sides)
    counted = _counted(ledger, [side for kinds in found.values() for pair in kinds["figures"] for side in pair])
    for kinds in found.values():
        kinds["figures"] = [_narrowed(own, other, counted) for own, other in kinds["figures"]]
    made: defaultdict[str, list[Elsewhere]] = defaultdict(list)
    for claim, kinds in found.items():
        made[claim] += [_elsewhere(kind, kinds[kind], kept) for kind in _LABELS if kinds[kind]]
    for claim, rows in results.items():
        for result in dict.fromkeys(result for result, _ in rows):
            others = [other for told, other in rows if told == result and other]
            label = f"undertaken; read as {result}" + (" in the words of" if others else "")
            made[claim].append(_told(label, others, kept))
    return made


def _links(ledger: Ledger, document: str) -> Iterator[tuple[str, str, SideRow, SideRow]]:
    """Yield claim, kind, its own side and the other for each link of the document with another."""
    wanted = Filter(document=document)
    both: list[LinkRow] = [*queries.disputes(ledger, wanted), *queries.agreements(ledger, wanted)]
    turned = {"denial": "denies", "happened": "otherwise"}
    for link in both:
        for own, other, kind in (
            (link.one, link.other, link.kind),
            (link.other, link.one, turned.get(link.kind, link.kind)),
        ):
            if own.document == document and other.document != document and own.claim:
                yield own.claim, kind if link.counts else "rejected", own, other


def _undertaken(ledger: Ledger, document: str) -> dict[str, list[tuple[str, SideRow | None]]]:
    found: defaultdict[str, list[tuple[str, SideRow | None]]] = defaultdict(list)
    for row in queries.undertakings(ledger, Filter(document=document)):
        if row.one.document == document and row.one.claim and row.counts:
            found[row.one.claim].append((row.result, row.other))
    return found


def _kept(ledger: Ledger, sides: Iterable[SideRow]) -> dict[str, _Kept]:
    documents = json.dumps(sorted({side.document for side in sides}))
    return {row["id"]: _Kept(row["name"], row["report"]) for row in ledger.select(_KEPT, documents)}


_Counted = Mapping[str, list[tuple[str, int, int, str]]]
"""The figures of documents that are in a series: what is counted, start, end, words."""


def _counted(ledger: Ledger, sides: Iterable[SideRow]) -> _Counted:
    found: defaultdict[str, list[tuple[str, int, int, str]]] = defaultdict(list)
    documents = json.dumps(sorted({side.document for side in sides}))
    for row in ledger.select(_FIGURES, documents):
        found[row["document"]].append((row["thing"], row["start"], row["end"], row["quote"]))
    return found


def _narrowed(own: SideRow, other: SideRow, counted: _Counted) -> tuple[SideRow, SideRow]:
    """Return the two sides with the words of their figures for the same thing, instead of all that the claims say."""
    given = [
        {thing: quote for thing, start, end, quote in counted.get(side.document, ()) if _inside(start, end, side)}
        for side in (own, other)
    ]
    both = [thing for thing in given[0] if thing in given[1]]
    if not both:
        return replace(own, words=shortened(own.words)), replace(other, words=shortened(other.words))
    one, two = (", ".join(dict.fromkeys(figures[thing] for thing in both)) for figures in given)
    return replace(own, words=one), replace(other, words=two)


def _inside(start: int, end: int, side: SideRow) -> bool:
    return side.span[0] <= start and end <= side.span[1]


def _elsewhere(kind: str, pairs: list[tuple[SideRow, SideRow]], kept: Mapping[str, _Kept]) -> Elsewhere:
    differ = kind == "figures"
    own = " / ".join(dict.fromkeys(own.words for own, _ in pairs)) if differ else ""
    return _told(_LABELS[kind], [other for _, other in pairs], kept, differ, kind == "corroborates", own)


def _told(
    label: str,
    sides: list[SideRow],
    kept: Mapping[str, _Kept],
    differ: bool = False,
    apart: bool = False,
    own: str = "",
) -> Elsewhere:
    sayings = dict.fromkeys(
        Saying(
            _name(side, kept),
            side.published,
            side.document,
            side.claim,
            side.words if differ else "",
        )
        for side in sides
    )
    reports = len({kept[side.document].report for side in sides})
    return Elsewhere(label, tuple(sayings), reports, apart, own)


def _name(side: SideRow, kept: Mapping[str, _Kept]) -> str:
    """Return who speaks: by name, else in the report's words, and in which report."""
    if side.said_by and side.said_by == side.actor_name:
        return shortened(side.said_by)
    outlet = shortened(kept[side.document].name)
    return f"“{shortened(side.said_by)}” in {outlet}" if side.said_by else outlet
