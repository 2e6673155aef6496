from spacy.attrs import DEP, ORTH, POS, TAG
from spacy.tokens import Doc
from spacy.vocab import Vocab

from allegedly.reading.syntax import (
    char_range,
    coordination,
    is_negated,
    is_passive,
    noun_phrase,
    subjects,
    where,
    with_conjuncts,
)


def parsed(words: list[str], heads: list[int], deps: list[str], tags: list[str] | None = None) -> Doc:
    pos = [{"V": "VERB", "N": "NOUN"}.get(tag[0], "X") for tag in tags] if tags else None
    return Doc(Vocab(), words=words, heads=heads, deps=deps, tags=tags, pos=pos)


def test_where_an_attribute_has_a_value() -> None:
    doc = parsed(["Minsk", ",", "Brest", ","], [0, 0, 0, 0], ["ROOT", "punct", "conj", "punct"], ["N", ",", "N", ","])
    assert where(doc, ORTH, ",") == [1, 3]
    assert where(doc, DEP, "conj") == [2]
    assert where(doc, POS, "NOUN") == [0, 2]
    assert where(doc, TAG, "unheard of") == []


def test_coordination_leads_to_the_first_of_a_list() -> None:
    words = ["Minsk", ",", "Brest", "and", "Homyel", "agreed"]
    doc = Doc(
        Vocab(),
        words=words,
        heads=[5, 0, 0, 2, 2, 5],
        deps=["nsubj", "punct", "conj", "cc", "conj", "ROOT"],
    )
    assert [words[index] for index in coordination(doc)] == ["Minsk", ",", "Minsk", "and", "Minsk", "agreed"]


def test_a_word_comes_with_all_that_is_joined_to_it() -> None:
    doc = parsed(
        ["Minsk", ",", "Brest", "and", "Homyel", "agreed"],
        [5, 0, 0, 2, 2, 5],
        ["nsubj", "punct", "conj", "cc", "conj", "ROOT"],
    )
    assert [token.text for token in with_conjuncts(doc[0])] == ["Minsk", "Brest", "Homyel"]
    assert [token.text for token in with_conjuncts(doc[2])] == ["Brest"]


def test_joined_verbs_share_their_subject() -> None:
    doc = parsed(
        ["Envoys", "met", "and", "agreed"], [1, 1, 1, 1], ["nsubj", "ROOT", "cc", "conj"], ["NNS", "VBD", "CC", "VBD"]
    )
    assert [token.text for token in subjects(doc[3])] == ["Envoys"]


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    doc = parsed(["envoys", "who", "left"], [0, 2, 0], ["ROOT", "nsubj", "relcl"], ["NNS", "WP", "VBD"])
    assert [token.text for token in subjects(doc[2])] == ["envoys"]


def test_a_noun_phrase_ends_before_its_clauses() -> None:
    doc = parsed(
        ["officials", "in", "Kiev", "who", "left"],
        [0, 0, 1, 4, 0],
        ["ROOT", "prep", "pobj", "nsubj", "relcl"],
    )
    assert noun_phrase(doc[0]) == (0, 3)


def test_passives_and_negations() -> None:
    doc = parsed(["Minsk", "was", "not", "accused"], [3, 3, 3, 3], ["nsubjpass", "auxpass", "neg", "ROOT"])
    assert is_passive(doc[3])
    assert is_negated(doc[3])
    assert not is_negated(doc[0])


def test_punctuation_at_the_edges_is_cut_off() -> None:
    doc = Doc(Vocab(), words=[",", "Minsk", ","], spaces=[True, False, False])
    assert char_range(doc, 0, 3) == (2, 7)
