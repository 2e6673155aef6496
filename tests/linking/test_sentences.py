import numpy as np

from allegedly.linking.sentences import WIDTH, encoder, likeness


def test_sentences_that_say_the_same_lie_closer() -> None:
    vectors, _ = encoder().encode(["the bridge was blown up", "an explosion destroyed the bridge", "onions cost more"])
    near = likeness(vectors, vectors)
    assert near[0, 1] > near[0, 2] + 0.2


def test_a_batch_hardly_changes_a_vector() -> None:
    texts = ["one", "a rather longer sentence about nothing at all", "two words", ""]
    together, _ = encoder().encode(texts)
    alone = np.concatenate([encoder().encode([text])[0] for text in texts])
    assert together.shape == (4, WIDTH)
    assert np.all(np.diag(likeness(together, alone)) > 0.95)


def test_no_sentences_have_no_vectors() -> None:
    vectors, tones = encoder().encode([])
    assert (vectors.shape, tones.shape) == ((0, WIDTH), (0, 2))


def test_who_lays_it_on_somebody_is_told_from_who_clears_him() -> None:
    _, tones = encoder().encode(
        ["militiamen burned the mill and shot the miller", "none of our men went near the mill"]
    )
    (alleges, _), (_, denies) = tones.tolist()
    assert alleges > tones[1, 0]
    assert denies > tones[0, 1]


def test_a_denial_lies_by_what_it_denies() -> None:
    vectors, _ = encoder().encode(
        ["the owner had bribed the inspectors of the mine", "no inspector was ever paid", "the ferry sails at noon"]
    )
    near = likeness(vectors, vectors)
    assert near[0, 1] > near[0, 2] + 0.2


def test_words_for_one_deed_lie_close_in_one_context() -> None:
    shot, killed, sold = (
        encoder().states(text.split())[2]
        for text in ("a gunman shot two guards", "a gunman killed two guards", "a gunman sold two guards a map")
    )
    assert shot @ killed > shot @ sold + 0.2


def test_no_words_have_no_states() -> None:
    assert encoder().states([]).shape == (0, WIDTH)
    assert encoder().states(["x" * 500]).shape == (1, WIDTH)
