from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.claims.matters import content_words, leaves_open, matters, negated_words, negates, stem
from allegedly.linking.claims.statements import sentences, statements
from tests.linking.claims.told import Said, report


def test_each_claim_states_its_sentences() -> None:
    reading = report(Said("The mayor", "said", "the bridge is shut. The ferry sails"))
    assert [(s.text, s.claim) for s in statements(reading)] == [
        ("the bridge is shut", "c0"),
        ("The ferry sails", "c0"),
        ("The rest is weather", None),
    ]


def test_a_denial_without_content_of_its_own_points_at_what_it_denies() -> None:
    reading = report(
        Said("Ruritania", "said", "the guards robbed the bank", "accuse", "HUN"),
        Said("Graustark", "rejected", "the accusation", "deny", "AUT", answers=0),
    )
    denial = next(s for s in statements(reading) if s.pointer)
    assert denial.text == "Graustark rejected the accusation"
    assert [statements(reading)[n].claim for n in denial.answers] == ["c0"]


def test_what_a_source_does_not_say_is_left_open() -> None:
    reading = report(
        Said("The mayor", "did not say", "whether the bridge was mined"),
        Said("The miller", "could not confirm", "reports of a raid by the guards"),
        Said("The baker", "said", "the bridge was mined by the guards"),
        Said("The guards", "denied", "that the bridge was mined", "deny"),
    )
    assert [s.open for s in statements(reading) if s.claim] == [True, True, False, False]


def test_nothing_is_denied_where_no_word_turns_anything_down() -> None:
    reading = report(
        Said("The miller", "said", "the guards had robbed the mill"),
        Said("The captain", "said", "his guards had paid for the flour", "deny", answers=0),
        Said("The captain", "said", "his guards had not robbed anybody", "deny", answers=0),
        Said("The king", "denied", "that the guards had robbed the mill", "deny", answers=0),
    )
    told = [(s.act, s.negative) for s in statements(reading) if s.claim]
    assert told == [("assert", False), ("assert", False), ("deny", True), ("deny", True)]


def test_no_choice_but_to_do_it_negates_nothing() -> None:
    assert not negates("she had no other choice, and fired")
    assert not negates("he could not help but laugh")
    assert negates("she had no gun")


def test_what_a_negation_reaches() -> None:
    assert negated_words("He had never touched the gun, the widow fired it") == content_words("touched the gun")
    assert negated_words("The widow fired the gun") == frozenset()


def test_not_knowing_leaves_open_what_is_so() -> None:
    assert leaves_open("the driver has not yet been identified")
    assert leaves_open("it was unclear who lit the fire")
    assert leaves_open("there were no arrests")
    assert not leaves_open("the driver has not been drinking")


def test_sentences_are_not_cut_at_titles() -> None:
    text = "Mr. Rassendyll came on Oct. 3 by train. He left."
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == [
        "Mr. Rassendyll came on Oct. 3 by train",
        "He left",
    ]


@given(st.text(alphabet='ab .!?:;\n“”"', max_size=80))
def test_sentences_lie_in_order_and_apart(text: str) -> None:
    found = list(sentences(text, 0, len(text)))
    assert all(text[a:b].strip() == text[a:b] != "" for a, b in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_words_of_one_matter_meet() -> None:
    one, other = (matters(content_words(text)) for text in ("The shelling of a town", "Artillery hit it"))
    assert "shell" in one & other


def test_inflected_words_have_one_stem() -> None:
    assert stem("Shelled") == stem("shelling") == stem("shells")
    assert stem("stopped") == stem("stops")


def test_leaving_only_one_thing_negates() -> None:
    assert negates("Only blanks were fired")
    assert negates("They didn't")
    assert not negates("They knew")


def test_who_denies_that_something_is_a_hoax_says_that_it_is_so() -> None:
    reading = report(Said("The mayor", "denied", "that the tale of the dragon was a hoax", "deny"))
    denied = replace(reading, claims=tuple(replace(c, polarity="negative") for c in reading.claims))
    one, other = statements(reading)[0], statements(denied)[0]
    assert (one.act, one.negative, one.said) == ("deny", True, "the tale of the dragon")
    assert (other.act, other.negative, other.said) == ("assert", False, "the tale of the dragon")
