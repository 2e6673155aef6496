import numpy as np

from allegedly.models.pieces import Pieces
from allegedly.reading.events import proposed
from allegedly.reading.events.encoded import LONGEST, PROPOSED, SIZES, encoder, features, spelt
from allegedly.reading.events.learnt import trigger_of, words_of
from allegedly.reading.pipeline import LAYERS, read_document
from allegedly.sources.document import make_document

TEXT = "Turkish jets bombed a village in northern Iraq on Friday."


def test_words_are_told_apart_by_what_the_rules_propose() -> None:
    reading = read_document(make_document(TEXT, language="en"), LAYERS)
    words, events = words_of(reading.parse), proposed(reading)
    told = features(words, trigger_of(words, events[0]), events[0])
    assert told.shape == (len(SIZES), len(words))
    assert (told.max(axis=1) < SIZES).all()
    assert [PROPOSED[role] for role in told[0][:3]] == ["BS", "IS", "V"]


def test_scores_are_of_the_words_and_do_not_depend_on_what_was_read_before() -> None:
    reading = read_document(make_document(TEXT, language="en"), LAYERS)
    words, events = words_of(reading.parse), proposed(reading)
    trigger = trigger_of(words, events[0])
    first = encoder().scores(words, trigger, events[0])
    encoder().scores(words[:4], trigger, None)
    assert first.shape == (len(words), 7)
    assert np.array_equal(first, encoder().scores(words, trigger, events[0]))


def test_what_is_too_long_is_cut_at_a_word() -> None:
    pieces = Pieces(["[UNK]", "[CLS]", "[SEP]", "a", "b"])
    numbers, starts, ends = spelt(pieces, ["a", "b"] * LONGEST)
    assert len(starts) == len(ends) == LONGEST
    assert len(numbers) == LONGEST + 2
