"""Rules simple enough to say by hand what they come to, and reports for them.

A report is a few lines. Lines in common make copies, words in capitals stories, "N killed" figures. A line "guard: it
burns" is a claim; "not it burns" denies it, and "will it burn" is undertaken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from allegedly.linking.records import Corroboration, Dispute, Entry, SameClaim, Series, Side, Undertaking
from allegedly.linking.rules import STEPS, Links, Near, Profile, Step
from allegedly.records import Claim, Document, Reading, Span
from allegedly.sources.document import make_document

VERSIONS = (("furniture", 1),)


def report(text: str, day: int | None = 1, outlet: str = "The Quay", **head: Any) -> Reading:
    """Return a reading whose lines are claims, published on that day of March 2031."""
    published = None if day is None else f"2031-03-{day:02}"
    return read(make_document(text, language="en", published=published, published_from="given", outlet=outlet, **head))


def read(document: Document) -> Reading:
    """Return what is read of such a report."""
    claims = []
    for number, match in enumerate(re.finditer(r"(\w+): (.+)", document.text), 1):
        source, content = (Span.of(document.text, *match.span(part)) for part in (1, 2))
        claims.append(Claim(f"c{number}", (source,), (), (content,), "indirect", actor=None))
    return Reading(document, claims=tuple(claims), versions=VERSIONS)


def _key(words: str) -> int:
    return int.from_bytes(words.encode()[:7].ljust(7), "big") - (1 << 55)


class SimpleRules:
    """Deterministic rules over words; `version` is that of all steps."""

    window = 5
    certain = 2.0

    def __init__(self, version: int = 1, broken: str | None = None, limit: int = 100) -> None:
        self.versions: Mapping[Step, int] = dict.fromkeys(STEPS, version)
        self.limit = limit
        self._broken = broken

    def profile(self, reading: Reading) -> Profile:
        text, document = reading.text, reading.document
        if self._broken and self._broken in text:
            raise ValueError("broken on purpose")
        lines = sorted(set(text.splitlines()) - {""})
        names = sorted(set(re.findall(r"\b[A-Z]{3,}\b", text)))
        day = date.fromisoformat(document.published).toordinal() if document.published else None
        claims = [
            [document.id, claim.id, claim.source[0].quote, claim.content[0].quote, claim.content[0].start]
            for claim in reading.claims
        ]
        killed = [[document.id, m.start(), m.end(), int(m[1])] for m in re.finditer(r"(\d+) killed", text)]
        pack = [json.dumps(part).encode() for part in (lines, [names, day], claims, killed)]
        keys = [tuple(map(_key, part)) for part in (lines, names)]
        credited = tuple(re.findall(r"\((\w+)\)", text))
        return Profile(pack[0], pack[1], pack[2], pack[3], keys[0], keys[1], day, credited)

    def load(self, step: Step, data: bytes) -> Any:
        return json.loads(data)

    def copied(self, a: Any, b: Any) -> float | None:
        share = len(set(a) & set(b)) / min(len(a), len(b))
        return share if share >= 0.6 else None

    def nearest(self, profiles: Mapping[str, Any], shares: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
        """The nearest copy is the one with the greatest share, of several the one with the greatest id."""
        best: dict[str, tuple[float, str]] = {}
        for (a, b), share in shares.items():
            for one, other in ((a, b), (b, a)):
                best[one] = max(best.get(one, (share, other)), (share, other))
        return {one: other for one, (_, other) in best.items()}

    def first(self, a: Document, b: Document) -> str:
        return min(a, b, key=lambda one: (one.published or "9999", one.id)).id

    def related(self, one: bytes, others: Sequence[bytes]) -> Sequence[float | None]:
        mine = self.load("stories", one)
        return [self._related(mine, self.load("stories", other)) for other in others]

    def _related(self, a: Any, b: Any) -> float | None:
        shared = len(set(a[0]) & set(b[0]))
        return float(shared) if shared and a[1] and b[1] and abs(a[1] - b[1]) <= self.window else None

    def group(self, profiles: Mapping[str, Any], edges: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
        """Strong edges join, and weak ones on one day."""
        name = {document: document for document in sorted(profiles)}
        for _ in name:
            for (a, b), score in sorted(edges.items()):
                if score >= 2 or profiles[a][1] == profiles[b][1]:
                    name[a] = name[b] = min(name[a], name[b])
        return name

    def title(self, titles: Sequence[str | None], profiles: Sequence[Any]) -> str:
        return ", ".join(sorted({name for profile in profiles for name in profile[0]}))

    def within(self, profile: Any) -> Links:
        return self.between(profile, profile)

    def between(self, a: Any, b: Any) -> Links:
        same, backed, disputes, undertakings = [], [], [], []
        for one in a:
            for other in b:
                left, right = _side(one), _side(other)
                if left == right:
                    continue
                if one[3] == other[3] and left < right:
                    if one[2] == other[2]:
                        same.append(SameClaim(left, right, "one source"))
                    else:
                        backed.append(Corroboration(left, right, "two sources", interested=True))
                for claim, answer in ((one, other), (other, one)):
                    if answer[3] == f"not {claim[3]}":
                        disputes.append(Dispute("denial", _side(claim), _side(answer), "says not"))
                    if claim[3] == f"will {answer[3]}":
                        done = Undertaking(_side(claim), _side(answer), "fulfilled", "done", by="X")
                        undertakings.append(done)
        return Links(tuple(same), tuple(backed), tuple(disputes), tuple(undertakings))

    def series(self, mentions: Mapping[str, Any]) -> Sequence[Series]:
        entries = [
            Entry(Side(document, start, end), value, value)
            for found in mentions.values()
            for document, start, end, value in found
        ]
        return [Series("killed", tuple(entries))] if entries else []

    def excluding(self, mentions: Mapping[str, Any], near: Near) -> Mapping[Side, Collection[str]]:
        """Other numbers of other reports exclude each other."""
        flat = [(Side(*found[:3]), found[3]) for told in mentions.values() for found in told]
        return {
            one: {
                other.document
                for other, count in flat
                if count != number and other.document != one.document and _is_near(near, one, other)
            }
            for one, number in flat
        }

    def corrected(self, mentions: Mapping[str, Any]) -> Iterable[tuple[Side, Side]]:
        """A document that gives two numbers corrects the first."""
        flat = [(Side(*found[:3]), found[3]) for told in mentions.values() for found in told]
        return [(a, b) for a, n in flat for b, m in flat if a < b and n != m and a.document == b.document]

    def disputed(self, mentions: Mapping[str, Any], near: Near) -> Sequence[Dispute]:
        """The first number of each report is disputed by every other."""
        firsts = [(Side(*told[0][:3]), told[0][3]) for told in mentions.values() if told]
        pairs = [(a, b) for a, n in firsts for b, m in firsts if a < b and n != m and _is_near(near, a, b)]
        return [Dispute("figures", a, b, "other numbers") for a, b in pairs]


def _is_near(near: Near, one: Side, other: Side) -> bool:
    return abs(near.places[one.document] - near.places[other.document]) <= near.reach


def _side(claim: Sequence[Any]) -> Side:
    document, identity, _, content, start = claim
    return Side(document, start, start + len(content), identity)
