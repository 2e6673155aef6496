import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading.figures.concepts import concepts
from allegedly.reading.figures.nouns import Grammar
from allegedly.reading.figures.resolve import drafts
from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document


def about(text: str) -> list[list[str]]:
    reading = read_document(make_document(text, language="en"), pick("furniture", "language", "moments"))
    if reading.parse is None:
        return []
    grammar = Grammar(reading.parse)
    found = []
    for block in reading.blocks:
        figures = list(drafts(reading, block, grammar))
        taken = grammar.indices(figures)
        found += [[token.text for token in concepts(draft, grammar, taken)] for draft in figures]
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Exports rose 5 percent.", ["Exports"]),
        ("The firm expects a profit of $3 million.", ["profit", "firm"]),
        ("The council cut its forecast to 4 percent.", ["council", "forecast"]),
        ("The reactor uses 20 percent of the water.", ["water", "reactor"]),
        ("The driver paid $500 in fines.", ["fines", "driver"]),
        ("The bridge is 40 metres long.", ["bridge"]),
        ("The mill employs 90 weavers.", ["mill"]),
        ("Three weavers were hurt.", []),
        ("The mill lost $3 million worth of wool.", ["wool", "mill"]),
        ("The mill paid each weaver a £50 bonus.", ["bonus", "mill", "weaver"]),
        ("The mill lowered its forecast, down from 5 percent.", ["mill", "forecast"]),
        ("The boats came in on a tide of two metres.", ["tide", "boats"]),
        ("The boats sailed into a storm of two hours.", ["storm"]),
    ],
)
def test_what_a_figure_is_about(text: str, words: list[str]) -> None:
    assert about(text) == [words]


def test_a_measure_with_its_own_noun_behind_a_preposition_is_about_that_alone() -> None:
    assert about("The mill relied on 20 percent of the water.") == [["water"]]


def test_a_pronoun_counts_for_the_subject_above_but_measures_nothing_of_it() -> None:
    assert about("The mill said it had 90 weavers.") == [["mill"]]
    assert about("The mill said it would cost $90.") == [[]]


def test_a_restated_measure_is_about_what_the_first_is() -> None:
    assert about("The road runs for 20 miles (32 km).") == [["road"], ["road"]]


def test_one_amount_does_not_describe_the_next() -> None:
    for words in about("The mill sold 20 tonnes of flour, 30 tonnes of oats and 40 tonnes of rye."):
        assert "tonnes" not in words


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["5%", "of", "the", "mill", "rose", "and", "$3", "which", "by", ",", "it", "to", "12"]))
)
def test_any_words_give_nouns_outside_the_figures(words: list[str]) -> None:
    for found in about(" ".join(["Mill", *words])):
        assert not {"5", "$", "12"} & set(found)
