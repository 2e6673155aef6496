import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.copies import passages

OPENING = "The harbour ministry said on Monday that forty barges had been lost at sea."
MIDDLE = "Their crews were taken off by tugs from the old pier during the night."
CLOSING = "Graustark denied it and spoke of a fairy tale for the gullible at home."


def quotes(a: str, b: str) -> list[tuple[str | None, str | None]]:
    found = passages(a, b)
    return [(one.a.quote if one.a else None, one.b.quote if one.b else None) for one in found]


def test_the_same_words_do_not_differ() -> None:
    assert passages(f"{OPENING} {MIDDLE}", f"{OPENING.upper()}\n\n“{MIDDLE}”") == ()


def test_how_letters_are_encoded_does_not_differ() -> None:
    text = "Ödön Šarić met the café owners of Łódź \u200b at a naïve hour"
    assert passages(text, unicodedata.normalize("NFD", text).replace("owners", "own\u00aders")) == ()


def test_what_was_cut_and_what_was_added() -> None:
    assert quotes(f"{OPENING} {MIDDLE} {CLOSING}", f"Read more. {OPENING} {CLOSING}") == [
        (MIDDLE.rstrip("."), None),
        (None, "Read more"),
    ]


def test_words_changed_in_one_place_are_one_passage() -> None:
    other = OPENING.replace("forty barges", "four vessels")
    assert quotes(f"{OPENING} {MIDDLE}", f"{other} {MIDDLE}") == [("forty barges", "four vessels")]


def test_what_has_been_moved_does_not_differ() -> None:
    assert passages(f"{OPENING} {MIDDLE} {CLOSING}", f"{CLOSING} {OPENING} {MIDDLE}") == ()


def test_texts_with_nothing_in_common_differ_as_a_whole() -> None:
    assert quotes(OPENING, MIDDLE) == [(OPENING.rstrip("."), MIDDLE.rstrip("."))]
    assert quotes("", "Storm!") == [(None, "Storm")]
    assert passages("", "...") == ()


WORDS = st.lists(st.sampled_from(["barge", "pier", "storm", "tug,", "lock.", "Ödön", "7", "не"]), max_size=40)
TEXTS = WORDS.map(" ".join)


@given(TEXTS, TEXTS)
def test_spans_stand_in_their_texts_and_none_is_lost_the_other_way_round(a: str, b: str) -> None:
    found = passages(a, b)
    of_a = sorted(passage.a for passage in found if passage.a)
    of_b = sorted(passage.b for passage in found if passage.b)
    assert all(a[span.start : span.end] == span.quote for span in of_a)
    assert all(b[span.start : span.end] == span.quote for span in of_b)
    turned = passages(b, a)
    assert sorted(passage.b for passage in turned if passage.b) == of_a
    assert sorted(passage.a for passage in turned if passage.a) == of_b
    assert all(one.end < other.start for spans in (of_a, of_b) for one, other in pairwise(spans))
