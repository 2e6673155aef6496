"""The parts of the attribution tagger that need no weights: pieces, words, windows, relations, decoding."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.models.pieces import Pieces
from allegedly.reading.attribution.found import Found
from allegedly.reading.attribution.tagger import Chain, Scored, Tagger, decode
from allegedly.reading.attribution.windows import LONGEST, RELATIONS, SIZES, relations, windows
from allegedly.reading.attribution.words import CONTENT, CUE, FEATURES, NONE, SOURCE, Words, words_of
from allegedly.reading.language import model
from allegedly.records import Block, Span

VOCABULARY = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "min", "##ister", "said", "cafe", "don", "'", "t", ".", "u", "s", "un",
    "##said",
]  # fmt: skip
LABELS = {"tags": ["NN", "VBD"], "deps": ["ROOT", "nsubj"], "entities": ["GPE"], "frames": ["clause"]}
TEXT = "The minister said that the bridge was closed.\n\n“It fell,” he added. Nobody was hurt."


def parsed(text: str = TEXT, found: tuple[Found, ...] = ()) -> Words:
    doc = model()(text)
    edges = [0, *(i + 2 for i in range(len(text)) if text.startswith("\n\n", i)), len(text) + 2]
    blocks = [Block(Span.of(text, a, b - 2), "body") for a, b in itertools.pairwise(edges)]
    in_quotes = bytearray(len(text))
    if "“" in text:
        start, end = text.index("“"), text.index("”") + 1
        in_quotes[start:end] = b"\1" * (end - start)
    return words_of(doc, blocks, in_quotes, found, LABELS)


def test_pieces_are_the_longest_from_the_left() -> None:
    pieces = Pieces(VOCABULARY)
    assert [VOCABULARY[i] for i in pieces.of("Minister")] == ["min", "##ister"]
    assert [VOCABULARY[i] for i in pieces.of("unsaid")] == ["un", "##said"]


def test_accents_fall_and_marks_stand_alone() -> None:
    pieces = Pieces(VOCABULARY)
    assert [VOCABULARY[i] for i in pieces.of("Café")] == ["cafe"]
    assert [VOCABULARY[i] for i in pieces.of("don't")] == ["don", "'", "t"]
    assert [VOCABULARY[i] for i in pieces.of("U.S.")] == ["u", ".", "s", "."]


def test_what_cannot_be_spelt_is_one_unknown_piece() -> None:
    pieces = Pieces(VOCABULARY)
    assert pieces.of("xyzzy") == pieces.of("") == pieces.of("​") == (VOCABULARY.index("[UNK]"),)
    assert pieces.of("a" * 5000) == (VOCABULARY.index("[UNK]"),)


@given(st.lists(st.text(max_size=40), max_size=12))
def test_spelt_words_have_a_piece_each_and_the_edges_add_up(words: list[str]) -> None:
    spelt, edges = Pieces(VOCABULARY).spell(words)
    assert (len(edges), edges[0], edges[-1]) == (len(words) + 1, 0, len(spelt))
    assert all(1 <= size <= 24 for size in np.diff(edges))


def test_words_leave_white_space_out_and_know_where_they_stand() -> None:
    words = parsed()
    assert words.texts[:3] == ["The", "minister", "said"]
    assert "\n\n" not in words.texts
    assert all(TEXT[start : start + len(text)] == text for start, text in zip(words.starts, words.texts, strict=True))
    assert len(set(words.paragraphs.tolist())) == 2
    assert words.features.shape == (len(FEATURES), len(words.texts))


def test_quotation_marks_are_a_feature() -> None:
    words = parsed()
    row = words.features[FEATURES.index("quote")]
    quoted = [words.texts[i] for i in np.flatnonzero(row)]
    assert quoted == ["“", "It", "fell", ",", "”"]
    assert row[row > 0].tolist() == [2, 1, 1, 1, 3]


def test_what_the_rules_found_is_a_feature() -> None:
    words = parsed(found=(Found(2, "clause", frozenset({0, 1}), frozenset({2}), frozenset(range(3, 8))),))
    assert words.features[FEATURES.index("frame")].nonzero()[0].tolist() == [2]
    assert words.features[FEATURES.index("role")][:5].tolist() == [SOURCE, SOURCE, CUE, CONTENT, CONTENT]
    by_rule = relations(words, [2], 0, 9)[0, RELATIONS.index("rule")]
    assert by_rule.tolist() == [1 + SOURCE, 1 + SOURCE, 1 + CUE, *[1 + CONTENT] * 5, 1 + NONE]
    assert not relations(words, [6], 0, 9)[0, RELATIONS.index("rule")].any()


def test_paths_over_the_parse_tell_subject_from_complement() -> None:
    words = parsed()
    path, branch, _, _, _, distance = relations(words, [2], 0, 9)[0]
    assert path[1:3].tolist() == [2, 1]  # one step up, the cue itself
    assert branch[1] == 1 + LABELS["deps"].index("nsubj")
    assert np.diff(distance).tolist() == [1] * 8


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 90), min_size=1, max_size=12), st.integers(1, 12))
def test_windows_cover_every_word_once_and_hold_whole_paragraphs(sizes: list[int], sentence: int) -> None:
    count = sum(sizes)
    numbers = np.arange(count)
    paragraphs = np.repeat(np.arange(len(sizes)), sizes)
    words = Words(
        numbers,
        numbers,
        ["x"] * count,
        np.zeros((9, count), int),
        numbers,
        numbers,
        numbers // sentence,
        paragraphs,
        {},
    )
    pieces = np.arange(count + 1) * 3
    spans = list(windows(words, pieces))
    assert [i for first, last in spans for i in range(first, last)] == list(range(count))
    assert all(pieces[last] - pieces[first] <= LONGEST for first, last in spans)
    for number, size in enumerate(sizes):
        within = {n for n, (first, last) in enumerate(spans) if (paragraphs[first:last] == number).any()}
        assert len(within) == 1 or size * 3 > LONGEST


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_relations_stay_within_their_sizes(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 40))
    heads = np.array(data.draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count)))
    sentences = np.sort(np.array(data.draw(st.lists(st.integers(0, 5), min_size=count, max_size=count))))
    numbers = np.arange(count)
    deps = numbers % 46
    words = Words(
        numbers, numbers, ["x"] * count, np.zeros((9, count), np.int64), heads, deps, sentences, numbers // 7, {}
    )
    first = data.draw(st.integers(0, count - 1))
    last = data.draw(st.integers(first + 1, count))
    cues = data.draw(st.lists(st.integers(first, last - 1), min_size=1, max_size=3))
    found = relations(words, cues, first, last)
    assert found.shape == (len(cues), len(RELATIONS), last - first)
    assert (found >= 0).all()
    assert (found.max(axis=(0, 2)) < SIZES).all()
    assert (found == [relations(words, [cue], first, last)[0] for cue in cues]).all()


def chain(rng: np.random.Generator) -> Chain:
    return Chain(*(rng.normal(size=shape).astype(np.float32) for shape in ((4, 4), (4,), (4,))))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(0, 2**31))
def test_the_decoded_chain_is_the_best_of_all_whatever_stands_beside_it(lengths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    rules = chain(rng)
    scored = [Scored(0, 1.0, 0, rng.normal(size=(length, 4)).astype(np.float32)) for length in lengths]

    def worth(one: Scored, path: tuple[int, ...]) -> float:
        steps = sum(float(rules.steps[a, b]) for a, b in itertools.pairwise(path))
        own = sum(float(one.roles[at, role]) for at, role in enumerate(path))
        return own + steps + float(rules.start[path[0]]) + float(rules.end[path[-1]])

    for one, path in zip(scored, decode(scored, rules), strict=True):
        best = max(worth(one, other) for other in itertools.product(range(4), repeat=len(one.roles)))
        assert abs(worth(one, tuple(path.tolist())) - best) < 1e-4


class Scripted:
    """A network that takes the third word for a cue, what precedes it for its source, what follows for its content."""

    def read(self, pieces, starts, ends, features, heads):  # type: ignore[no-untyped-def]
        odds = np.full(len(starts), -9.0, np.float32)
        odds[2] = 9.0
        return odds, np.zeros((len(starts), 8), np.float32), np.zeros((len(starts), 8), np.float32)

    def pair(self, words, anchors, relations):  # type: ignore[no-untyped-def]
        roles = np.zeros((len(anchors), len(words), 4), np.float32)
        distance = relations[:, RELATIONS.index("distance")] - 64
        roles[distance < 0, SOURCE] = roles[distance > 0, CONTENT] = roles[distance == 0, CUE] = 5.0
        return roles


def test_what_the_network_scores_becomes_attributions_by_token_numbers() -> None:
    text = "Ann Lee said it rained."
    words = parsed(text)
    even = Chain(np.zeros((4, 4), np.float32), np.zeros(4, np.float32), np.zeros(4, np.float32))
    (found,) = Tagger(Scripted(), Pieces(VOCABULARY), LABELS, even, 0.0, 0.0).find(words)
    assert (found.head, found.source, found.cue) == (2, frozenset({0, 1}), frozenset({2}))
    assert found.content == frozenset({3, 4, 5})


def test_no_words_no_attributions() -> None:
    even = Chain(np.zeros((4, 4), np.float32), np.zeros(4, np.float32), np.zeros(4, np.float32))
    assert Tagger(Scripted(), Pieces(VOCABULARY), LABELS, even, 0.0, 0.0).find(parsed(" ")) == []
