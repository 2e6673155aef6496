from __future__ import annotations

from dataclasses import replace

import pytest

from allegedly.reading import sources
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Claim
from allegedly.sources.document import make_document

MINISTRY = "CHE.ministry-of-health"


def resolve(text: str, source: str) -> Claim:
    reading = read_document(make_document(text, language="en", published="2022-10-15"), pick("language", "actors"))
    start = text.rindex(f" {source}") + 1 if f" {source}" in text else 0
    spans = (reading.span(start, start + len(source)),) if source else ()
    claim = Claim("c1", spans, (), (), "indirect", actor="stale")
    return sources.read(replace(reading, claims=(claim,))).claims[0]


@pytest.mark.parametrize(
    ("text", "source", "kind", "actor"),
    [
        ("Officials in Quito denied the report.", "Officials in Quito", "unnamed", "ECU.GOV"),
        ("Quito denied the report.", "Quito", "named", "ECU.GOV"),
        ("The Chilean government denied the report.", "The Chilean government", "description", "CHL.GOV"),
        ("The Chilean army denied the report.", "The Chilean army", "description", "CHL.MIL"),
        ("The Swiss Ministry of Health met. The ministry denied it.", "The ministry", "description", MINISTRY),
        ("Mayor Ivo Brandl spoke first. Later he denied the report.", "he", "pronoun", "ivo-brandl"),
        ("A leaflet denied the report.", "A leaflet", "unnamed", None),
        ("It was denied.", "", "none", None),
    ],
)  # fmt: skip
def test_sources(text: str, source: str, kind: str, actor: str | None) -> None:
    claim = resolve(text, source)
    assert (claim.source_kind, claim.actor) == (kind, actor)


def test_without_claims_nothing_changes() -> None:
    reading = read_document(make_document("Nothing was said.", language="en"), pick("language", "actors"))
    assert sources.read(reading) is reading
