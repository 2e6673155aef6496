from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading import actors
from allegedly.reading.actors import MentionIndex, mention_at
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Actor, Document, Reading
from allegedly.sources.document import make_document

from .conftest import Read


def meant(reading: Reading, phrase: str, nth: int = 0) -> str | None:
    start = -1
    for _ in range(nth + 1):
        start = reading.text.index(phrase, start + 1)
    mention = mention_at(reading, start, start + len(phrase))
    return mention.actor if mention else None


def actor(reading: Reading, phrase: str, nth: int = 0) -> Actor:
    found = reading.actor(meant(reading, phrase, nth))
    assert found is not None, phrase
    return found


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("Norway rejected the plan.", "Norway", "NOR"),
        ("Oslo rejected the plan.", "Oslo", "NOR.GOV"),
        ("The Kremlin rejected the plan.", "The Kremlin", "RUS.GOV"),
        ("The plan angered Ottawa.", "Ottawa", "CAN.GOV"),
        ("Rebels shelled Tripoli.", "Tripoli", "LBY.CVL"),
        ("He was born in Lima.", "Lima", None),
        ("Chadian soldiers crossed the river.", "Chadian soldiers", "TCD.MIL"),
        ("Chadian soldiers crossed the river.", "soldiers", "TCD.MIL"),
        ("Officials in Lisbon denied it.", "Officials in Lisbon", "PRT.GOV"),
        ("Peru's parliament passed the bill.", "Peru's parliament", "PER.LEG"),
        ("The Kenyan Supreme Court annulled the vote.", "The Kenyan Supreme Court", "KEN.JUD"),
        ("Polish farmers blocked the road.", "Polish farmers", "POL.AGR"),
        ("Dozens of Sudanese refugees fled.", "Dozens of Sudanese refugees", "SDN.REF"),
        ("Malian rebel leaders met.", "Malian rebel leaders", "MLI.REB"),
        ("The Danish Ministry of Defence said so.", "The Danish Ministry of Defence", "DNK.ministry-of-defence"),
        ("Denmark's Defense Ministry said so.", "Denmark's Defense Ministry", "DNK.ministry-of-defence"),
        ("UN peacekeepers withdrew.", "UN peacekeepers", "un-peacekeepers"),
        ("The African Union condemned it.", "The African Union", "african-union"),
        ("The People's Republic of China protested.", "People's Republic of China", "CHN"),
        ("South Korean troops fired.", "South Korean troops", "KOR.MIL"),
        ("It is up to us.", "us", None),
        ("A former CIA official wrote it.", "A former CIA official", "cia.ELI"),
        ("The president of the Knesset resigned.", "The president of the Knesset", "knesset.LEG"),
        ("The defence ministry of Ghana said so.", "The defence ministry of Ghana", "GHA.ministry-of-defence"),
        ("They detained dozens of demonstrators in Yerevan.", "dozens of demonstrators in Yerevan", "ARM.CVL"),
        ("The US objected.", "The US", "USA"),
        ("The Danish General Staff denied it.", "The Danish General Staff", "DNK.MIL"),
        ("The Danish General Hansen denied it.", "Hansen", "hansen"),
    ],
)
def test_phrases(read: Read, text: str, phrase: str, expected: str | None) -> None:
    assert meant(read(text), phrase) == expected


def test_coordinated_nationalities_are_told_apart(read: Read) -> None:
    reading = read("Senior Dutch and Belgian diplomats met on Monday.")
    assert meant(reading, "Dutch") == "NLD.GOV"
    assert meant(reading, "Belgian diplomats") == "BEL.GOV"


def test_a_person_is_joined_through_the_document(read: Read) -> None:
    reading = read("Latvian Interior Minister Andris Zvirgzds resigned. Zvirgzds gave no reason. He said he was tired.")
    minister = actor(reading, "Andris Zvirgzds")
    assert (minister.id, minister.country, minister.sectors) == ("andris-zvirgzds", "LVA", ("GOV",))
    assert minister.role == "interior minister"
    assert meant(reading, "Zvirgzds", 1) == meant(reading, "He") == minister.id


def test_the_office_before_the_rank_counts(read: Read) -> None:
    found = actor(read("Defense Minister General Pavo Okello of Uganda spoke."), "Pavo Okello")
    assert found.sectors == ("GOV",)


def test_office_holders_have_the_sector_of_the_date(read: Read) -> None:
    text = "Angela Merkel said nothing."
    assert actor(read(text, "2017-04-01"), "Angela Merkel").sectors == ("GOV",)
    assert actor(read(text, "2023-04-01"), "Angela Merkel").sectors == ("ELI",)


def test_a_last_name_needs_its_office_where_several_share_it(read: Read) -> None:
    assert meant(read("President Bush spoke.", "2003-05-01"), "President Bush") == "george-w-bush"
    assert meant(read("President Bush spoke.", "1990-05-01"), "President Bush") == "george-h-w-bush"


def test_an_office_leads_to_its_holder(read: Read) -> None:
    assert meant(read("The French president objected.", "2022-10-15"), "The French president") == "emmanuel-macron"
    assert meant(read("The French president objected."), "The French president") == "FRA.president"


def test_descriptions_go_back(read: Read) -> None:
    reading = read("The Finnish Ministry of Finance published a forecast. The ministry said that growth had slowed.")
    assert meant(reading, "The ministry") == "FIN.ministry-of-finance"


def test_the_neighbouring_country_is_one_that_borders(read: Read) -> None:
    reading = read(
        "Rwanda and Japan signed a treaty with Uganda. Ugandan troops then crossed into the neighboring state."
    )
    assert meant(reading, "the neighboring state") == "RWA"


def test_possessive_pronouns_lend_their_country(read: Read) -> None:
    reading = read("Vilnius denied that its troops had crossed the border.")
    assert meant(reading, "its") == "LTU.GOV"
    assert meant(reading, "its troops") == "LTU.MIL"


def test_alliances_have_the_members_of_the_year(read: Read) -> None:
    assert "FIN" not in actor(read("NATO met.", "2022-10-15"), "NATO").members
    assert "FIN" in actor(read("NATO met.", "2024-10-15"), "NATO").members
    assert actor(read("The Union State was founded later."), "Union State").members == ("BLR", "RUS")


def test_peoples_take_the_country_beside_them(read: Read) -> None:
    assert meant(read("Iranian Kurds protested."), "Iranian Kurds") == "IRN.CVL"


def test_without_a_parse_nothing_changes() -> None:
    reading = Reading(Document(id="d", text="Norway."))
    assert actors.read(reading) is reading


def test_long_chains_of_phrases_take_bounded_time(read: Read) -> None:
    assert read("the minister of " * 3000).problems == ()
    assert read("a group of " * 3000).problems == ()


def test_an_empty_index_finds_nobody(read: Read) -> None:
    reading = replace(read("Nobody knows."), mentions=())
    assert MentionIndex(reading).at(0, 6) is None
    assert MentionIndex(reading).within(0, 6) == ()


WORDS = st.sampled_from(
    ["Norway", "Oslo", "Norwegian", "troops", "President", "Ivan", "he", "its", "the", "neighbouring", "country",
     "said", ",", ".", "“", "”", "of", "in", "and", "ministry", "U.S.", "'s", "rebels", "West", "’s", "al-Qaeda",
     "\n\n", "é", "東京", "minister", "Bush", "who", "was", "dozens", "former", "-", "ethnic", "Museum"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_mentions_are_pinned_and_actors_are_known(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    reading = read_document(make_document(text, language="en"), pick("language", "actors"))
    assert reading.problems == ()
    known = {found.id for found in reading.actors}
    assert len(known) == len(reading.actors)
    for mention in reading.mentions:
        assert reading.text[mention.span.start : mention.span.end] == mention.span.quote
        assert mention.actor is None or mention.actor in known
        found = mention_at(reading, mention.span.start, mention.span.end)
        assert found is not None
        assert found.span == mention.span


@pytest.mark.parametrize("phrase", ["Analysts", "Diplomats", "A former diplomat", "Western officials"])
def test_people_of_anywhere_get_no_country(read: Read, phrase: str) -> None:
    reading = read(f"Chile will not sign the paper. {phrase} called that a blunder.")
    assert actor(reading, phrase).country is None


def test_people_of_the_place_get_its_country(read: Read) -> None:
    assert (
        actor(read("Chile will not sign the paper. The police called that a blunder."), "The police").country == "CHL"
    )
