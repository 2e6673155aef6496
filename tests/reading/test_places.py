import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.lexicon import table
from allegedly.reading.pipeline import pick, read_document
from allegedly.reading.places import gazetteer, read
from allegedly.reading.places.demonyms import place_of
from allegedly.reading.places.names import fold
from allegedly.reading.places.regions import is_region
from allegedly.records import Block, Document, Place, Reading, Span
from allegedly.sources.document import make_document

LAYERS = pick("language", "places")
KYIV, PARIS_TEXAS, PARIS, HOMYEL, MINSK = 703448, 4717560, 2988507, 627907, 625144


def places(text: str) -> dict[str, Place]:
    """Return the places of a text by their words, the last of each."""
    reading = read_document(make_document(text, language="en"), LAYERS)
    assert not reading.problems
    return {place.span.quote: place for place in reading.places}


def test_a_capital_is_found_with_its_point_and_country() -> None:
    place = places("The delegation landed in Minsk on Friday.")["Minsk"]
    assert (place.geonameid, place.country, place.feature, place.kind) == (MINSK, "BLR", "PPLC", "literal")
    assert place.lat == pytest.approx(53.9, abs=0.1)
    assert place.lon == pytest.approx(27.6, abs=0.1)


@pytest.mark.parametrize(
    ("old", "new"), [("Kiev", "Kyiv"), ("Gomel", "Homyel"), ("Kharkov", "Kharkiv"), ("Bombay", "Mumbai")]
)
def test_two_spellings_are_one_place(old: str, new: str) -> None:
    text = "They met in {} to sign the papers."
    assert places(text.format(old))[old].geonameid == places(text.format(new))[new].geonameid


def test_what_stands_behind_a_comma_decides() -> None:
    found = places("A storm hit Paris, Texas, and no house in Paris was spared.")
    assert found["Paris"].geonameid == PARIS_TEXAS
    assert found["Paris"].reason == "named with what holds it"
    assert found["Texas"].feature == "ADM1"


def test_without_other_evidence_the_most_prominent_place_is_meant() -> None:
    assert places("The embassy in Paris was closed.")["Paris"].geonameid == PARIS


def test_the_rest_of_the_report_decides_between_places_of_a_name() -> None:
    assert places("Voters in Alabama, Florida and Georgia went to the polls.")["Georgia"].country == "USA"
    assert places("Trains between Armenia, Azerbaijan and Georgia stopped.")["Georgia"].country == "GEO"


def test_abbreviated_states() -> None:
    found = places("He was born in Little Rock, Ark., and works in Washington, D.C., now.")
    assert (found["Ark."].name, found["Little Rock"].country) == ("Arkansas", "USA")
    assert found["D.C."].name == "Washington"


def test_words_that_are_also_abbreviations_need_a_comma() -> None:
    assert "OR" not in places("You may stay OR you may leave.")
    assert places("She lives in Salem, OR, with her sons.")["OR"].name == "Oregon"


def test_names_in_a_list_are_found_even_if_no_gazetteer_has_them() -> None:
    found = places("Shells fell on the villages of Brahin, Upper Zabolye and Kamaryn at dawn.")
    assert {"Brahin", "Upper Zabolye", "Kamaryn"} <= set(found)
    assert found["Kamaryn"].geonameid is None
    assert found["Kamaryn"].reason == "not in the gazetteer"


def test_an_adjective_of_a_place_is_a_demonym_and_a_people_is_none() -> None:
    found = places("Turkish troops crossed the river. The Turks were tired.")
    assert (found["Turkish"].kind, found["Turkish"].country) == ("demonym", "TUR")
    assert "Turks" not in found


def test_a_capital_that_denies_something_is_its_government() -> None:
    found = places("Moscow denied the report. Snow fell in Minsk.")
    assert found["Moscow"].kind == "metonym"
    assert found["Minsk"].kind == "literal"


def test_a_party_to_talks_and_the_holder_of_a_view_are_governments() -> None:
    assert places("Talks between London and Tehran failed.")["Tehran"].kind == "metonym"
    assert places("She doubted Norway's response to the letter.")["Norway"].kind == "metonym"
    assert places("He bought Norway's cheese.")["Norway"].kind == "literal"


def test_a_place_in_the_name_of_an_institution() -> None:
    assert places("The University of Iowa closed its library.")["Iowa"].kind == "organisation"


def test_a_described_stretch_of_country_has_no_point_and_the_name_in_it_has_one() -> None:
    found = places("Fighting went on in eastern Ukraine near the Russian border.")
    for words, country in (("eastern Ukraine", "UKR"), ("Russian border", "RUS")):
        assert (found[words].kind, found[words].country, found[words].lat) == ("region", country, None)
    assert found["Ukraine"].lat is not None


def test_a_named_region_has_no_point() -> None:
    place = places("Rain is scarce across the Sahel this year.")["Sahel"]
    assert (place.kind, place.lat, place.geonameid) == ("region", None, None)


def test_a_wire_dateline() -> None:
    assert places("HOMYEL, Belarus (AP) — The bridge was reopened.")["HOMYEL"].geonameid == HOMYEL
    assert places("MINSK (AP) — Belarus reopened a bridge.")["MINSK"].kind == "literal"


def test_seas_and_rivers_have_a_point() -> None:
    assert places("The ship sailed into the Black Sea.")["Black Sea"].feature == "SEA"


def test_streets_stay_unresolved() -> None:
    place = places("Police closed North Main Street for an hour.")["North Main Street"]
    assert (place.geonameid, place.lat) == (None, None)


def test_people_named_like_towns_are_no_places() -> None:
    assert not places("Mr. Lincoln called. Paul Lincoln and Mary Houston agreed with Mr. Lincoln.")


def test_furniture_has_no_places() -> None:
    text = "Troops left Minsk today.\n\nRead more about Warsaw"
    blocks = (Block(Span.of(text, 0, 24), "body"), Block(Span.of(text, 26, len(text)), "related"))
    parsed = read_document(make_document(text, language="en"), pick("language")).parse
    reading = read(Reading(Document(id="x", text=text), blocks=blocks, parse=parsed))
    assert [place.span.quote for place in reading.places] == ["Minsk"]


def test_no_parse_no_places() -> None:
    reading = Reading(Document(id="x", text="Minsk"))
    assert read(reading) is reading


def test_ids_follow_the_text() -> None:
    reading = read_document(make_document("From Minsk to eastern Poland, and on to Berlin.", language="en"), LAYERS)
    assert [place.id for place in reading.places] == [f"p{n}" for n in range(1, len(reading.places) + 1)]
    starts = [place.span.start for place in reading.places]
    assert starts == sorted(starts)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(
    ["Minsk", "the", "of", ",", "Paris", "Texas", "’s", "in", "U.S.", "Main", "St.", "villages", "and", "Turkish",
     "\n\n", "eastern", "border", "K\u0301yiv", "مينسك", "\u202e", "😀", "-", "Highway", "61", "TIF", "denied", "."]
), min_size=1, max_size=30))  # fmt: skip
def test_every_place_stands_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    reading = read_document(make_document(text, language="en"), LAYERS)
    assert not reading.problems
    for place in reading.places:
        assert reading.text[place.span.start : place.span.end] == place.span.quote
        assert (place.lat is None) == (place.lon is None)
        assert place.lat is None or (abs(place.lat) <= 90 and abs(place.lon or 0) <= 180)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n")), min_size=1))
def test_folding_keeps_the_lines(names: list[str]) -> None:
    assert len(fold("\n".join(names)).split("\n")) == len(names)


@pytest.mark.parametrize(
    ("one", "other"), [("Saint-Denis", "St. Denis"), ("São Paulo", "Sao Paulo"), ("N’Djamena", "N'Djamena")]
)
def test_spellings_that_fold_to_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_the_gazetteer_knows_what_lies_in_what() -> None:
    texas = gazetteer.named("Texas|ADM1|USA")
    austin = max(gazetteer.lookup("Austin"), key=lambda entry: entry.population)
    assert gazetteer.holds(texas, austin)
    assert gazetteer.holds(gazetteer.country("USA"), texas)
    assert not gazetteer.holds(gazetteer.country("CAN"), texas)


def test_unknown_references_are_an_error() -> None:
    with pytest.raises(KeyError):
        gazetteer.named("Atlantis|ADM1|USA")


def test_the_lexicon_refers_to_places_that_exist() -> None:
    for row in table("places_names"):
        assert gazetteer.named(row["stands_for"])
        assert row["use"] in {"any", "comma"}
    for row in table("places_demonyms"):
        assert (place_of(row["word"]) is None) == (row["place"] == "")
    for row in table("places_features"):
        assert abs(float(row["lat"])) <= 90
        assert abs(float(row["lon"])) <= 180
        assert re.fullmatch(r"[A-Z]{3}|", row["country"])
    for row in table("places_regions"):
        assert is_region(row["word"])


def test_the_other_places_of_the_name_are_kept_with_the_one_chosen() -> None:
    place = places("The delegation landed in Paris, Texas, on Friday.")["Paris"]
    assert (place.geonameid, place.reason) == (PARIS_TEXAS, "named with what holds it")
    assert place.candidates[0] == PARIS
    assert PARIS_TEXAS not in place.candidates
