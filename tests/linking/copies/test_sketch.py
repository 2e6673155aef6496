import struct
import unicodedata
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.copies import Sketch, share, sketch
from allegedly.linking.copies.shingles import shingles
from allegedly.linking.copies.sketch import HELD, KEYS
from allegedly.records import Block, Reading, Span
from allegedly.sources.document import make_document
from tests.linking.copies.texts import first_words, prose

WORDS = st.lists(st.sampled_from(["barge", "pier", "Ödön", "7,000", "storm", "is", "не", "lock's"]), max_size=60)


@given(st.text(max_size=200), st.none() | st.integers(1, 3_000_000))
def test_bytes_come_back_as_the_sketch(text: str, day: int | None) -> None:
    made = sketch(text, day)
    assert Sketch.from_bytes(made.to_bytes()) == made


def test_bytes_that_are_no_sketch_are_refused() -> None:
    with pytest.raises(struct.error):
        Sketch.from_bytes(b"abc")


@given(WORDS, WORDS)
def test_share_is_symmetric_and_between_0_and_1(a: list[str], b: list[str]) -> None:
    one, other = sketch(" ".join(a)), sketch(" ".join(b))
    assert 0 <= share(one, other) == share(other, one) <= 1


@given(WORDS)
def test_a_text_has_all_of_itself_in_common_if_it_has_five_words(words: list[str]) -> None:
    made = sketch(" ".join(words))
    assert share(made, made) == (1.0 if made.size else 0.0)


def test_hashes_are_the_same_everywhere() -> None:
    assert shingles("The barge sank at the pier.").tolist() == [PIER, *shingles("barge sank at the pier").tolist()]


PIER = 15436692705165205089


def test_case_marks_and_lines_do_not_count() -> None:
    assert sketch("“The barge,” he said, “SANK at the pier”") == sketch("the barge\nhe said: sank -- at the Pier!")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_how_letters_are_encoded_does_not_count(form: Literal["NFC", "NFD"]) -> None:
    text = "Ödön Šarić met the café owners of Łódź at a naïve hour"
    unseen = text.replace("owners", "own\u00aders").replace("hour", "\u200bhour")
    assert sketch(unicodedata.normalize(form, unseen)) == sketch(text)


def test_the_keys_of_a_cut_are_among_those_of_the_whole() -> None:
    whole = prose(400)
    keys, half = set(sketch(whole).keys), sketch(first_words(whole, 200))
    assert len(keys & set(half.keys)) >= len(keys) / 4


@pytest.mark.parametrize("words", [0, 4, 5, 30, 300, 3_000, 30_000])
def test_sketches_stay_small(words: int) -> None:
    made = sketch(prose(words))
    assert len(made.keys) <= 2 * KEYS
    assert len(made.to_bytes()) <= 12 + 16 * KEYS + 8 * HELD


def test_long_texts_have_about_the_share_that_they_have() -> None:
    whole = prose(40_000)
    part = f"{first_words(whole, 15_000)} {prose(10_000, seed=1)}"
    assert share(sketch(whole), sketch(part)) == pytest.approx(0.6, abs=0.03)


def test_a_reading_is_sketched_without_its_furniture_and_dated() -> None:
    report, offer = prose(60), "Subscribe to the letter of the harbour and never miss a tide"
    document = make_document(f"{report}\n\n{offer}", published="2031-03-04T05:06")
    spans = (Span.of(document.text, 0, len(report)), Span.of(document.text, len(report) + 2, len(document.text)))
    reading = Reading(document, blocks=(Block(spans[0], "body"), Block(spans[1], "newsletter")))
    assert sketch(reading) == sketch(report, date(2031, 3, 4).toordinal())


@pytest.mark.parametrize("published", [None, "", "yesterday", "2031"])
def test_a_day_that_is_not_known_is_none(published: str | None) -> None:
    assert sketch(Reading(make_document("A barge sank.", published=published))).day is None
