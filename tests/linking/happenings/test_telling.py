import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.linking.happenings import told, told_of
from allegedly.linking.happenings.passages import passages, sentences
from allegedly.linking.sentences import WIDTH
from allegedly.reading.pipeline import read_document
from allegedly.sources.document import make_document
from tests.linking.happenings.texts import FERRY


def test_a_reading_tells_its_events() -> None:
    reading = read_document(
        make_document("Norwegian police arrested four smugglers in Bergen on Monday.", language="en")
    )
    found = told(reading)
    assert found.document == reading.document.id
    assert [reading.text[start:end] for start, end in found.triggers] == ["arrested"]


def test_a_trigger_is_known_by_its_stem_and_by_what_stands_around_it() -> None:
    text = "The Harbour Guild struck on 3 May. Its 90 pilots had asked Tellmark for better boats."
    (sign,) = told_of("one", text, [(text.index("asked"), text.index("asked") + 5)]).signs
    assert sign.stems == {"ask"}
    assert sign.names == {"tellmark"}
    assert sign.numbers == {"90"}
    assert "pilot" in sign.beside
    assert "harbour" not in sign.beside
    assert sign.sentence == text.index("Its")


@pytest.mark.parametrize("text", ["a\nb", "One. Two! Three?", "Mr. Hale left. He did.", "“No.” She went. ", "", "\n\n"])
def test_sentences_hold_all_that_is_written(text: str) -> None:
    cut = [text[start:end] for start, end in sentences(text)]
    assert "".join("".join(cut).split()) == "".join(text.split()) or "”" in text


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "Gen. Hale met J. Orr in Karsk. They left."
    assert [text[start:end] for start, end in sentences(text)] == ["Gen. Hale met J. Orr in Karsk.", "They left."]


@settings(deadline=None)  # the first text waits for the encoder
@given(st.text(max_size=80), st.data())
def test_any_text_is_told_at_any_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = told_of("one", text, [(start, end), (start, end)])
    assert found.triggers == ((start, end),)
    assert np.isfinite(found.directions).all()
    lengths = np.linalg.norm(found.directions, axis=1)
    assert ((lengths < 1e-6) | (abs(lengths - 1) < 1e-3)).all()


def test_a_passage_longer_than_the_encoder_reads_is_read_in_parts() -> None:
    text = "and the harbour burned " * 100
    (passage,) = passages(text, [(len(text) - 7, len(text) - 1)])
    assert passage.states.shape == (400, WIDTH)
    assert (np.linalg.norm(passage.states, axis=1) > 0.99).all()


def test_triggers_of_one_sentence_share_its_passage() -> None:
    places = [(FERRY.index(word), FERRY.index(word) + 4) for word in ("died", "blaze", "rescued")]
    died, blaze, rescued = passages(FERRY, places)
    assert died is blaze
    assert rescued is not blaze
