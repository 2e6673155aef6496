import pytest

from allegedly.linking.copies import first, origins
from allegedly.records import Document
from allegedly.sources.document import make_document

BODY = "A barge sank off Streslau on Tuesday, the harbour ministry said."
WIRE = f"STRESLAU (Quayside) - {BODY}"


def document(text: str = BODY, outlet: str = "The Courier", published: str | None = None, url: str = "") -> Document:
    return make_document(text, outlet=outlet, published=published, url=url or None)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (document(WIRE, "Quayside News Agency", "2031-03-05"), document(WIRE, "The Courier", "2031-03-04")),
        (document(WIRE.replace("Quayside", "QNX"), "Quayside News Xpress"), document(WIRE.replace("Quayside", "QNX"))),
        (document(WIRE, "", url="https://www.quayside.example/a"), document(f"{WIRE} {BODY}")),
        (document(outlet="Reuters", published="2031-03-05"), document(f"(Reuters) - {BODY}", published="2031-03-04")),
        (document(published="2031-03-04"), document(outlet="The Post", published="2031-03-05T01:00")),
        (document(published="2031-03-04T12:00+02:00"), document(outlet="The Post", published="2031-03-04T10:30")),
        (document(f"{BODY} {BODY}", published="2031-03-04"), document(published="2031-03-04T10:00")),
        (document(f"{BODY} {BODY}", published="once"), document(published="2031-03-04")),
        (document(f"{BODY} {BODY}"), document()),
    ],
    ids=["credited", "initials", "host", "agency", "day", "time", "whole", "no date", "undated"],
)
def test_who_had_it_first(earlier: Document, later: Document) -> None:
    assert first(earlier, later) == first(later, earlier) == earlier.id


def test_where_nothing_tells_the_order_of_the_two_does_not_matter() -> None:
    a, b = document(outlet="The Courier"), document(outlet="The Post")
    assert first(a, b) == first(b, a)


def test_origins_are_those_credited_but_not_the_outlet_itself() -> None:
    text = f"{WIRE}\n\nAFP contributed to this report.\n\nA second barge is missing, Interfax reported."
    assert origins(document(text)) == ("Quayside", "Agence France-Presse")
    assert origins(document(text, "Quayside News Agency")) == ("Agence France-Presse",)


def test_who_is_cited_counts_where_no_line_credits_anybody() -> None:
    assert origins(document("A second barge is missing, Interfax reported.")) == ("Interfax",)
    assert origins(document()) == ()


def test_an_outlet_is_no_agency_for_having_its_letters() -> None:
    assert origins(document(f"(RIA) - {BODY}", "The Ariana Post")) == ("RIA Novosti",)
