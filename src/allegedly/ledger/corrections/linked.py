"""Links as corrections are about them: found in the ledger by their two sides, each a piece of a document's text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Row

from allegedly.errors import UsageError
from allegedly.ledger.corrections.keeping import correction_of
from allegedly.ledger.corrections.said import WHOLE, Correction, LinkKind, first_words
from allegedly.ledger.queries.verdicts import FIRST_VERDICT
from allegedly.ledger.store import Ledger
from allegedly.records import Span

_WORDS = {
    "denial": "the second denies the first",
    "figures": "the second gives other figures",
    "happened": "the second reports otherwise",
    "corroborates": "both say the same",
    "same": "the same source says it again",
    "undertaking": "the second is what became of the first",
    "copy": "the two documents are one text",
    "story": "the two documents tell of one happening",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One side of a link: a document, and where in it; without `start` and `end` the document as a whole."""

    document: str
    start: int | None = None
    end: int | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as the ledger has it: `machine` are its columns, and `one` and `other` its sides, with their claims.

    `held` is the correction that holds of it.
    """

    link: LinkKind
    one: tuple[str, Span]
    other: tuple[str, Span]
    claims: tuple[str | None, str | None]
    reason: str
    machine: dict[str, object]
    held: Correction | None

    @property
    def meaning(self) -> str:
        """What the link says of its two sides."""
        return _WORDS[self.link]


def find(ledger: Ledger, link: LinkKind | None, one: Place, other: Place) -> Linked:
    """Return the link between the two places, in whichever order they are given; UsageError if there is none.

    Without a kind, there must be but one link between them. Places without offsets stand for the whole document; a
    rejected "story" takes the first out of the story of the other.
    """
    wanted = _whole if _are_whole(link, one, other) else _between
    found = {(known.link, known.one, known.other): known for known in wanted(ledger, link, one, other)}
    if not found:
        raise UsageError("there is no such link; the reports may have been linked anew")
    if len(found) > 1:
        kinds = ", ".join(sorted({known.link for known in found.values()}))
        raise UsageError(f"there are several links between the two ({kinds}); say which, and give claims or offsets")
    return next(iter(found.values()))


def _are_whole(link: LinkKind | None, one: Place, other: Place) -> bool:
    return link in WHOLE or (link is None and not any((one.start, one.claim, other.start, other.claim)))


def _between(ledger: Ledger, link: LinkKind | None, one: Place, other: Place) -> Iterator[Linked]:
    for first, second in ((one, other), (other, one)):
        for table, verdicts in (("claim_links", "link_verdicts"), ("undertakings", "undertaking_verdicts")):
            query = f"SELECT * FROM {table} WHERE one_document = ? AND other_document = ?"  # noqa: S608 (own names)
            for row in ledger.select(query, first.document, second.document):
                kind: LinkKind = row["kind"] if table == "claim_links" else "undertaking"
                if link in {None, kind} and _is_at(row, "one", first) and _is_at(row, "other", second):
                    yield _linked(kind, row, _held(ledger, verdicts, row))


def _is_at(row: Row, side: str, place: Place) -> bool:
    if place.claim is not None:
        return bool(row[f"{side}_claim"] == place.claim)
    return place.start is None or (row[f"{side}_start"], row[f"{side}_end"]) == (place.start, place.end)


def _held(ledger: Ledger, verdicts: str, row: Row) -> Correction | None:
    query = f"""
        SELECT k.* FROM {verdicts} v JOIN corrections k ON k.number = v.correction
        WHERE v.a = ? AND v.b = ? AND v.n = ? {FIRST_VERDICT}
    """  # noqa: S608 (own names)
    return next(map(correction_of, ledger.select(query, row["a"], row["b"], row["n"])), None)


def _linked(kind: LinkKind, row: Row, held: Correction | None) -> Linked:
    sides = [
        (str(row[f"{side}_document"]), Span(row[f"{side}_start"], row[f"{side}_end"], row[f"{side}_quote"]))
        for side in ("one", "other")
    ]
    machine = {name: row[name] for name in row.keys() if name not in {"a", "b", "n"}}  # noqa: SIM118 (a row's keys)
    return Linked(kind, sides[0], sides[1], (row["one_claim"], row["other_claim"]), row["reason"], machine, held)


def _whole(ledger: Ledger, link: LinkKind | None, one: Place, other: Place) -> Iterator[Linked]:
    """Yield that two documents are copies, or in one story, as the ledger has it, or had it when somebody said no."""
    for kind in WHOLE if link is None else (link,):
        a, b = sorted((one.document, other.document)) if kind == "copy" else (one.document, other.document)
        row = next(ledger.select(_FOUND[kind], a, b), None)
        held = next(map(correction_of, ledger.select(_HELD, kind, a, b)), None)
        if row is not None or held is not None:
            sides = [(document, first_words(ledger.reading(document).text)) for document in (a, b)]
            machine = dict(row) if row is not None else dict(held.machine) if held else {}
            yield Linked(kind, sides[0], sides[1], (None, None), _REASONS[kind], {**machine, "a": a, "b": b}, held)
            if link is None:
                return  # that two are copies says more than that they are in one story


_FOUND = {
    "copy": "SELECT share, first FROM copies WHERE a = ? AND b = ?",
    "story": """SELECT x.story FROM story_documents x JOIN story_documents y ON y.story = x.story
        WHERE x.document = ? AND y.document = ? AND x.document <> y.document""",
}
_HELD = """
SELECT k.* FROM held_links h JOIN corrections k ON k.number = h.number
WHERE h.link = ? AND h.one_document = ? AND h.other_document = ? ORDER BY h.number DESC
"""
_REASONS = {"copy": "most words of the one stand in the other", "story": "they are in one story"}


def about(linked: Linked) -> Correction:
    """Return a correction of the link, to be filled with a verdict, a person and a reason."""
    document, span = linked.one
    return Correction(document, "link", span, "confirm", linked.machine, "", other=linked.other, link=linked.link)
