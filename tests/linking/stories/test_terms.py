from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.stories.terms import KINDS, LEAD, terms


def test_a_name_is_what_is_capitalised_inside_a_sentence() -> None:
    counts = terms(None, "Yesterday the mayor met Oona Brandvold. Brandvold agreed.")
    assert counts["name"] == {"oona": 2, "brandvold": 4}
    assert counts["full"] == {"oona brandvold": 2}


def test_a_name_at_the_start_of_a_sentence_goes_on() -> None:
    assert "piet malkov" in terms(None, "Piet Malkov was hurt.")["full"]


def test_days_and_forms_of_address_are_no_names() -> None:
    assert terms(None, "It was on Monday that Mr Malkov left.")["name"] == {"malkov": 2}


def test_ages_are_numbers_of_their_own() -> None:
    counts = terms(None, "A 41-year-old, and Ilse Vantongeren, 52, were among 140 passengers.")
    assert set(counts["number"]) == {"aged 41", "aged 52", "140 passenger"}


def test_endings_make_no_other_term() -> None:
    counts = terms(None, "It was in Armenia that Armenians said that shells fell; an Armenian was shelled.")
    assert counts["name"] == {"armen": 6}
    assert counts["word"]["shell"] == 4


def test_title_and_lead_count_double() -> None:
    counts = terms("Fire", "fire " + "filler " * LEAD + "fire")
    assert counts["word"]["fire"] == 5


def test_a_possessive_is_the_name() -> None:
    assert terms(None, "It was Malkov's and Malkov’s.")["name"] == {"malkov": 4}


@given(st.one_of(st.none(), st.text()), st.text())
def test_any_text_has_terms(title: str | None, text: str) -> None:
    counts = terms(title, text)
    assert set(counts) == set(KINDS)
    assert all(count > 0 for kind in KINDS for count in counts[kind].values())
