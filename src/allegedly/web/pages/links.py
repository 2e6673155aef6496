"""A link between two reports, at a path of its own, with the form to correct it."""

from __future__ import annotations

from collections.abc import Mapping
from sqlite3 import Row

from starlette.responses import Response

from allegedly.errors import LedgerError, UsageError
from allegedly.ledger.corrections import LINKS, Linked, Place, about, corrections, find
from allegedly.web.links import path
from allegedly.web.pages.corrections import back, keep, said
from allegedly.web.pages.records import PERSON
from allegedly.web.room import NotThere, Page, Visit


def link(visit: Visit) -> Response:
    """Show a link between two reports, with what people said of it."""
    found = _found(visit, visit.request.query_params)
    return visit.show(
        "link.html",
        link=found,
        sides=[
            (_head(visit, side[0]), side[1], claim)
            for side, claim in zip((found.one, found.other), found.claims, strict=True)
        ],
        given=_fields(found),
        history=_history(visit, found),
        person=visit.request.cookies.get(PERSON, ""),
    )


def correct_link(visit: Visit) -> Response:
    """Keep what a person says of a link; the form names its kind and both sides."""
    found = _found(visit, visit.form)
    keep(visit, said(visit, about(found)))
    return back(visit, path(_fields(found)) + "#corrections")


def _found(visit: Visit, given: Mapping[str, str]) -> Linked:
    kind = next((known for known in LINKS if known == given.get("kind")), None)
    try:
        if kind is None:
            raise NotThere("There is no link of such a kind.")
        return find(visit.ledger, kind, _place(visit, given, "one"), _place(visit, given, "other"))
    except (UsageError, LedgerError, ValueError) as error:
        raise NotThere("There is no such link; the reports may have been linked anew.") from error


def _place(visit: Visit, given: Mapping[str, str], side: str) -> Place:
    document = visit.ledger.document_id(given.get(f"{side}_document", ""))
    offsets = [given.get(f"{side}_{end}", "") for end in ("start", "end")]
    if all(text.isdecimal() and len(text) < 10 for text in offsets):
        return Place(document, int(offsets[0]), int(offsets[1]))
    return Place(document)


def _head(visit: Visit, document: str) -> Row:
    query = "SELECT id, coalesce(outlet, title, id) AS name, published FROM documents WHERE id = ?"
    return next(visit.ledger.select(query, document))


def _fields(found: Linked) -> dict[str, object]:
    """Return what names the link, in a form and in a path."""
    named: dict[str, object] = {"kind": found.link}
    for side, (document, span) in (("one", found.one), ("other", found.other)):
        named |= {f"{side}_document": document, f"{side}_start": span.start, f"{side}_end": span.end}
    return named


def _history(visit: Visit, found: Linked) -> list[object]:
    """Return what was said of the link before, the latest first."""
    held = found.held
    if held is None:
        return []
    made = corrections(visit.ledger, held.document)
    same = [one for one in made if (one.link, one.span, one.other) == (held.link, held.span, held.other)]
    return [one for one in reversed(same) if one.number != held.number]


PAGES = (
    Page("/corrections/links", link),
    Page("/corrections/links", correct_link, method="POST"),
)
