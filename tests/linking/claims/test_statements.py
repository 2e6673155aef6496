from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.claims.matters import content_words, matters, negates, stem
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
