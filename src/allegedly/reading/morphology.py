"""Parts of speech, morphology and lemmas: the model's attribute ruler and lemmatizer, with their answers kept by word.

spaCy matches some two hundred patterns against every token, and asks the lemmatizer token by token. What both say
depends on little: the word (where a pattern names it at all), its tag and its label; so each such case is worked out
once a process. The patterns are read from the model. They look at one token or at two in a row, and at `LOWER`, `TAG`,
`DEP` and `IS_SPACE` of it (https://spacy.io/api/matcher#patterns); a model with others is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc
from thinc.types import Ints2d

SET = (TAG, DEP, POS, MORPH, LEMMA)
"""What patterns may set."""
MOST = 100_000
"""So many lemmas are kept at most."""
_LOOKED_AT = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
_TESTS = frozenset({"IN", "NOT_IN", "REGEX"})

Case = tuple[int, int, int, int]
"""Word in small letters (0 where no pattern names it), tag, label, is it white space; hashes of spaCy's."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A pattern: what each token must be, which of them it sets (`index`), and what to; later rules overrule."""

    number: int
    parts: tuple[Mapping[str, Any], ...]
    index: int
    values: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say of a case: the rules that it meets, and which rules over two tokens it can open and close."""

    rules: tuple[Rule, ...]
    opens: frozenset[Rule]
    closes: frozenset[Rule]
    values: tuple[int, ...]
    """One for each of `SET`, 0 where the rules leave it."""


class Morphology:
    """What sets part of speech, morphology and lemma of the tokens of a Doc that has tags and labels."""

    def __init__(self, nlp: Language) -> None:
        self._lemmatizer = cast("Any", nlp.get_pipe("lemmatizer"))
        self._strings = nlp.vocab.strings
        _as_sets(self._lemmatizer.lookups.get_table("lemma_index"))
        rules = tuple(_rules(nlp.get_pipe("attribute_ruler")))
        self._is_named = _naming(rules)
        self._pairs = [rule for rule in rules if len(rule.parts) == 2]
        self._by_tag: dict[str, list[Rule]] = {}
        for rule in rules:
            if len(rule.parts) == 1:
                tag = rule.parts[0].get("TAG")
                self._by_tag.setdefault(tag if isinstance(tag, str) else "", []).append(rule)
        self._known: dict[bytes, Answer] = {}
        self._answers: dict[Case, Answer] = {}
        self._lemmas: dict[bytes, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes, and return the Doc."""
        if not len(doc):
            return doc
        columns = doc.to_array([ORTH, LOWER, TAG, DEP, IS_SPACE])
        answers = self._looked_up(np.ascontiguousarray(columns[:, 1:]))
        told = np.array([answer.values for answer in answers], np.uint64)
        for at, rules in _met_by_two(answers):
            told[at] = _merged((*answers[at].rules, *rules))
        told[:, :2] = np.where(told[:, :2], told[:, :2], columns[:, 2:4])
        doc.from_array(list(SET), cast("Ints2d", told))
        lemmas = told[:, -1].copy()
        asked = np.flatnonzero(lemmas == 0)
        keys = _keys(np.column_stack([columns[asked, 0], told[asked, 2:-1]]))
        lemmas[asked] = [self._lemma(doc, at, key) for at, key in zip(asked.tolist(), keys, strict=True)]
        return doc.from_array([LEMMA], cast("Ints2d", lemmas))

    def _looked_up(self, rows: NDArray[np.uint64]) -> list[Answer]:
        """Return what the rules say of words in small letters, tags, labels and whether it is white space [n, 4]."""
        known = self._known
        if len(known) > MOST:
            known.clear()
        keys = _keys(rows)
        for at in [at for at, key in enumerate(keys) if key not in known]:
            lower, tag, label, is_space = rows[at].tolist()
            case = (lower if self._is_named(self._strings[lower]) else 0, tag, label, is_space)
            answer = self._answers.get(case)
            if answer is None:
                answer = self._answers[case] = self._worked_out(case)
            known[keys[at]] = answer
        return [known[key] for key in keys]

    def _worked_out(self, case: Case) -> Answer:
        word, tag, label, is_space = case
        token = {
            "LOWER": self._strings[word],
            "TAG": self._strings[tag],
            "DEP": self._strings[label],
            "IS_SPACE": bool(is_space),
        }
        of_its_tag = (*self._by_tag.get("", ()), *self._by_tag.get(self._strings[tag], ()))
        alone = tuple(rule for rule in of_its_tag if _fits(rule.parts[0], token))
        opens, closes = (frozenset(rule for rule in self._pairs if _fits(rule.parts[at], token)) for at in (0, 1))
        return Answer(alone, opens, closes, _merged(alone))

    def _lemma(self, doc: Doc, at: int, key: bytes) -> int:
        """Return the lemma of the token with that word, part of speech and morphology."""
        lemma = self._lemmas.get(key)
        if lemma is None:
            if len(self._lemmas) >= MOST:
                self._lemmas.clear()
            lemma = self._lemmas[key] = self._strings.add(self._lemmatizer.lemmatize(doc[at])[0])
            self._lemmatizer.cache.clear()  # it keeps the same, word by word, for good
        return lemma


def _keys(rows: NDArray[np.uint64]) -> list[bytes]:
    """Return the rows [n, m] as keys of a dictionary."""
    found: list[bytes] = rows.view(f"V{rows.shape[1] * rows.itemsize}").ravel().tolist()
    return found


def _as_sets(index: Any) -> None:
    """Make sets of the lemmatizer's lists of words, which it looks through from the beginning for every word."""
    for pos, words in list(index.items()):
        index[pos] = frozenset(words)


def _rules(ruler: Any) -> Iterator[Rule]:
    """Yield the ruler's patterns, in its order; ValueError for one that is not understood here."""
    for number, entry in enumerate(ruler.patterns):
        for pattern in entry["patterns"]:
            tests = {test for part in pattern for want in part.values() if isinstance(want, dict) for test in want}
            known = set().union(*pattern) <= _LOOKED_AT and tests <= _TESTS and len(pattern) <= 2
            values = ruler.attrs[number]
            if not known or not values.keys() <= set(SET):
                raise ValueError(f"no such pattern can be followed: {pattern}")
            yield Rule(number, tuple(pattern), entry["index"] % len(pattern), tuple(values.items()))


def _naming(rules: Iterable[Rule]) -> Callable[[str], bool]:
    """Return what says whether any pattern names a word; patterns treat all others alike."""
    wants = [part["LOWER"] for rule in rules for part in rule.parts if "LOWER" in part]
    tests = [want for want in wants if isinstance(want, dict)]
    words = {want for want in wants if isinstance(want, str)}.union(*(want.get("IN", ()) for want in tests))
    words = words.union(*(want.get("NOT_IN", ()) for want in tests))
    shapes = [want["REGEX"] for want in tests if "REGEX" in want]
    return lambda word: word in words or any(re.search(shape, word) for shape in shapes)


def _fits(part: Mapping[str, Any], token: Mapping[str, Any]) -> bool:
    """Say whether a token is what one part of a pattern wants."""
    return all(_is(token[attribute], want) for attribute, want in part.items())


def _is(value: Any, want: Any) -> bool:
    if not isinstance(want, dict):
        return bool(value == want)
    return (
        ("IN" not in want or value in want["IN"])
        and ("NOT_IN" not in want or value not in want["NOT_IN"])
        and ("REGEX" not in want or re.search(want["REGEX"], value) is not None)
    )


def _met_by_two(answers: Sequence[Answer]) -> Iterator[tuple[int, list[Rule]]]:
    """Yield the tokens that rules over two tokens set, with those rules."""
    met: dict[int, list[Rule]] = {}
    for at, (one, next_one) in enumerate(pairwise(answers)):
        if one.opens and next_one.closes:
            for rule in one.opens & next_one.closes:
                met.setdefault(at + rule.index, []).append(rule)
    yield from met.items()


def _merged(rules: Iterable[Rule]) -> tuple[int, ...]:
    """Return the values of `SET` that rules give, 0 where they give none; the later one counts."""
    values: dict[int, int] = {}
    for rule in sorted(rules, key=lambda rule: rule.number):
        values.update(rule.values)
    return tuple(values.get(attribute, 0) for attribute in SET)
