from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.lexicon import table
from allegedly.reading import sources
from allegedly.reading.pipeline import pick, read_document
from allegedly.reading.sources import Sources
from allegedly.records import Claim, Reading, SourceClass
from allegedly.sources.document import make_document
from tests.readings import readings

MINISTRY = "CHE.ministry-of-health"


def reading_of(text: str, *layers: str, outlet: str | None = None) -> Reading:
    document = make_document(text, language="en", published="2022-10-15", outlet=outlet)
    return read_document(document, pick("furniture", "language", "actors", *layers))


def resolve(text: str, source: str) -> Claim:
    reading = reading_of(text)
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
        ("The mayor, Ivo Brandl, denied the report.", "The mayor, Ivo Brandl", "named", "ivo-brandl"),
        ("A leaflet denied the report.", "A leaflet", "unnamed", None),
        ("It was denied.", "", "none", None),
    ],
)  # fmt: skip
def test_sources(text: str, source: str, kind: str, actor: str | None) -> None:
    claim = resolve(text, source)
    assert (claim.source_kind, claim.actor) == (kind, actor)


def test_without_claims_nothing_changes() -> None:
    reading = reading_of("Nothing was said.")
    assert sources.read(reading) is reading


def goes_back(text: str, source: str) -> str | None:
    """Whom the last of these words goes back to, by the words that name it."""
    reading = reading_of(text)
    start = text.rindex(source)
    span = Sources(reading).antecedent(start, start + len(source))
    return span.quote if span else None


@pytest.mark.parametrize(
    ("text", "source", "named"),
    [
        # Agreement in sex, by a title, a noun, or a given name.
        ("Mr. Tarn met Ms. Holl on Monday. She said the talks went well.", "She", "Ms. Holl"),
        ("Jennifer Holl wrote to Peter Tarn. He said he would answer.", "He", "Peter Tarn"),
        ("Susan Holl criticised Peter Tarn. “It was a mistake,” she said.", "she", "Susan Holl"),
        # The speaker of the sentence before, not whom it speaks of.
        ("Peter Tarn said that Frank Holl had lied. He added that it hurt.", "He", "Peter Tarn"),
        # Nobody calls himself by name in his own words.
        ("Frank Holl met Peter Tarn. “I trust Holl,” he said.", "he", "Peter Tarn"),
        ("Said Frank Holl: it burnt. Peter Tarn was at home, he said.", "he", "Frank Holl"),
        # Who has been "she" is no "he".
        ("The smith came. He said it was late. She said so.", "She", None),
        # Number.
        ("The miners met Peter Tarn. They said the pit was safe.", "They", "The miners"),
        ("Susan Holl and Peter Tarn agreed. They said it was over.", "They", "Susan Holl and Peter Tarn"),
        # Relative clauses.
        ("The report was praised by Peter Tarn, who called it fair.", "who", "Peter Tarn"),
        ("The letter of Frank Holl, who denied it, was long.", "who", "Frank Holl"),
        # Descriptions: by title, by party, by sort, and by what a name is made of.
        ("Senator Peter Tarn met Mayor Frank Holl. The senator said it was late.", "The senator", "Peter Tarn"),
        ("The Harbour Workers Union met Peter Tarn. The union may strike.", "The union", "Harbour Workers Union"),
        ("A survey was published on Monday. The poll found that few cared.", "The poll", "A survey"),
        # Somebody or something new.
        ("Peter Tarn spoke. The judge said nothing.", "The judge", None),
        ("Peter Tarn spoke. The report says nothing.", "The report", None),
        # The author, and a name itself.
        ("Peter Tarn spoke. I thought it was odd.", "I", None),
        ("Frank Holl spoke. Peter Tarn said nothing.", "Peter Tarn", None),
    ],
)  # fmt: skip
def test_antecedents(text: str, source: str, named: str | None) -> None:
    found = goes_back(text, source)
    assert found == named or (found is not None and named is not None and found.endswith(named))


def claims(text: str, outlet: str | None = None) -> tuple[Claim, ...]:
    return reading_of(text, "attribution", "sources", outlet=outlet).claims


def test_a_first_person_in_a_quotation_is_its_speaker() -> None:
    said = claims("“I believe that the bridge is safe,” Mayor Ivo Brandl said.")
    assert {claim.actor for claim in said} == {"ivo-brandl"}


@pytest.mark.parametrize(
    ("text", "relays"),
    [
        ("Ivo Brandl told Reuters that the bridge was safe.", ["Reuters"]),
        ("Ivo Brandl said in an interview with CNN that the bridge was safe.", ["CNN"]),
        ("Reuters reported that Ivo Brandl had denied the claim.", ["Reuters"]),
        ("Mayor Ivo Brandl met the guild. Reuters quoted him as saying that the bridge was safe.", ["Reuters"]),
        ("Ivo Brandl said that the bridge was safe.", []),
    ],
)
def test_relays(text: str, relays: list[str]) -> None:
    own = [claim for claim in claims(text) if claim.actor == "ivo-brandl"]
    assert [[relay.span.quote for relay in claim.relays] for claim in own] == [relays]


def test_the_outlet_itself_is_no_relay() -> None:
    (claim,) = claims("Ivo Brandl told Reuters that the bridge was safe.", outlet="Reuters")
    assert claim.relays == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A senior military official said the troops had left.", "military"),
        ("A source in the foreign ministry said the talks had failed.", "official"),
        ("Two residents of the village said they heard shots.", "resident"),
        ("Witnesses said the boat had sunk.", "witness"),
        ("Analysts said the deal was dead.", "expert"),
        ("A Western diplomat said the deal was dead.", "diplomat"),
        ("Police officials said the road was closed.", "police"),
        ("His lawyer said he was innocent.", "lawyer"),
        ("Relatives said they had heard nothing.", "relative"),
        ("A campaign official said the tour would go on.", "aide"),
        ("The rebels said they had taken the town.", "armed group"),
        ("A survey found that few people cared.", "document"),
        ("Sources said the deal was dead.", "other"),
        ("Ivo Brandl said the deal was dead.", None),
        ("Two men were charged with arson.", "judiciary"),
        ("It was alleged that two men had fled.", None),
    ],
)
def test_classes(text: str, expected: str | None) -> None:
    assert claims(text)[0].source_class == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An official, who spoke on condition of anonymity, said the deal was dead.", "on condition of anonymity"),
        ("The deal is dead, said an official who asked not to be named.", "who asked not to be named"),
        ("An official said the deal was dead.", None),
        ("An official said that witnesses had been promised anonymity.", None),
    ],
)
def test_anonymity(text: str, words: str | None) -> None:
    found = claims(text)[0].anonymity
    assert (found.quote if found else None) == words


def test_the_closed_list_of_classes_is_that_of_the_lexicon() -> None:
    assert {row["class"] for row in table("source_classes")} == set(get_args(SourceClass))
    assert {row["class"] for row in table("source_class_words")} <= set(get_args(SourceClass))


@settings(max_examples=30, deadline=None)
@given(readings())
def test_without_a_parse_any_reading_is_read(reading: Reading) -> None:
    found = sources.read(reading)
    assert [claim.id for claim in found.claims] == [claim.id for claim in reading.claims]


@settings(max_examples=10, deadline=None)
@given(st.text(st.sampled_from("he she. “”\"'Tarn said, who the\n–é語😀"), max_size=60))
def test_odd_text_is_read(text: str) -> None:
    document = make_document(f"Peter Tarn said no. {text}", language="en")
    reading = read_document(document, pick("furniture", "language", "actors", "attribution", "sources"))
    assert not reading.problems
    for claim in reading.claims:
        for span in filter(None, (claim.named_by, claim.anonymity)):
            assert reading.text[span.start : span.end] == span.quote
