import numpy as np

from allegedly.linking.sentences import WIDTH, encoder, likeness


def test_sentences_that_say_the_same_lie_closer() -> None:
    vectors = encoder().encode(["the bridge was blown up", "an explosion destroyed the bridge", "onions cost more"])
    near = likeness(vectors, vectors)
    assert near[0, 1] > near[0, 2] + 0.2


def test_a_batch_hardly_changes_a_vector() -> None:
    texts = ["one", "a rather longer sentence about nothing at all", "two words", ""]
    together = encoder().encode(texts)
    alone = np.concatenate([encoder().encode([text]) for text in texts])
    assert together.shape == (4, WIDTH)
    assert np.all(np.diag(likeness(together, alone)) > 0.95)


def test_no_sentences_have_no_vectors() -> None:
    assert encoder().encode([]).shape == (0, WIDTH)
