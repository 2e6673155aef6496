"""The whole reading: laws that hold for every record of every report."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from allegedly.reading.pipeline import LAYERS, read_document
from allegedly.records import Reading, Span
from allegedly.sources.document import make_document
from bench.cases import own_reports

TEXTS = {name: text for name, (text, _) in own_reports().items()}


@pytest.fixture(scope="module", params=sorted(TEXTS))
def reading(request: pytest.FixtureRequest) -> Reading:
    return read_document(make_document(TEXTS[request.param], published="2022-10-15"))


def spans(record: object) -> Iterator[Span]:
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from spans(item)
    elif is_dataclass(record):
        for field in fields(record):
            if field.name != "parse":
                yield from spans(getattr(record, field.name))


def test_every_span_is_pinned_to_its_characters(reading: Reading) -> None:
    found = list(spans(reading))
    assert len(found) > 30
    assert all(reading.text[span.start : span.end] == span.quote for span in found)


def test_no_layer_failed(reading: Reading) -> None:
    assert reading.problems == ()
    assert [name for name, _ in reading.versions] == [layer.name for layer in LAYERS]


def test_reading_again_gives_the_same(reading: Reading) -> None:
    assert read_document(make_document(reading.text, published="2022-10-15")) == reading


def test_every_reference_leads_somewhere(reading: Reading) -> None:
    actors = {actor.id for actor in reading.actors}
    claims = {claim.id for claim in reading.claims}
    moments = {moment.id for moment in reading.moments}
    places = {place.id for place in reading.places}
    figures = {figure.id for figure in reading.figures}
    for claim in reading.claims:
        assert {claim.actor, claim.target} - {None} <= actors
        assert {claim.parent, claim.answers} - {None} <= claims - {claim.id}
        assert claim.moment is None or claim.moment in moments
    for event in reading.events:
        assert {party.actor for party in (*event.actors, *event.recipients)} - {None} <= actors
        assert event.claim is None or event.claim in claims
        assert event.place is None or event.place in places
        assert event.moment is None or event.moment in moments
        assert set(event.figures) <= figures
    for figure in reading.figures:
        assert figure.whose is None or figure.whose in actors
        assert figure.claim is None or figure.claim in claims
    assert {mention.actor for mention in reading.mentions} - {None} <= actors


def test_ids_number_the_records(reading: Reading) -> None:
    for records, letter in ((reading.claims, "c"), (reading.events, "e"), (reading.figures, "f")):
        assert [record.id for record in records] == [f"{letter}{n}" for n in range(1, len(records) + 1)]
