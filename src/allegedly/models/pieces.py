"""Word pieces: how the encoder spells a word (Wu et al. 2016; the uncased vocabulary of BERT, Devlin et al. 2019).

Words are those of the parse, so that pieces and words always align, which no packaged tokenizer offers without a
second alignment of offsets.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
_LONGEST = 100
"""A word of more letters is unknown."""
_MOST = 24
"""No word is spelt with more pieces; what comes after is left out (strings of marks)."""


class Pieces:
    """The vocabulary, one piece a place; what continues a word begins with "##"."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, tuple[int, ...]] = {}
        self.unknown, self.first, self.last = (self._numbers[mark] for mark in (UNKNOWN, FIRST, LAST))

    def of(self, word: str) -> tuple[int, ...]:
        """Return the numbers of a word's pieces, at least one."""
        known = self._known.get(word)
        if known is None:
            known = tuple(number for part in _parts(word) for number in self._split(part))[:_MOST] or (self.unknown,)
            if len(word) <= _LONGEST:
                self._known[word] = known
        return known

    def spell(self, words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the pieces [m] of the words, and where each word's begin, with m at the end [n + 1]."""
        spelt = [self.of(word) for word in words]
        starts = np.zeros(len(words) + 1, np.int64)
        np.cumsum([len(pieces) for pieces in spelt], out=starts[1:])
        return np.array([piece for pieces in spelt for piece in pieces], np.int64), starts

    def _split(self, part: str) -> list[int]:
        """Return the longest pieces from the left, or the unknown one where they do not add up to the part."""
        if len(part) > _LONGEST:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._numbers.get(part[start:end] if start == 0 else "##" + part[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [self.unknown]
        return found


def _parts(word: str) -> Iterator[str]:
    """Yield a word in small letters without accents, cut at marks and at Chinese characters."""
    if word.isascii() and word.isalnum():  # most words, which have nothing to be cut at
        yield word.lower()
        return
    part = ""
    for letter in unicodedata.normalize("NFD", word.lower()):
        kind = unicodedata.category(letter)
        if kind == "Mn" or kind in {"Cc", "Cf", "Co"} or letter == "\ufffd":
            continue
        if _is_mark(letter, kind) or _is_chinese(letter) or letter.isspace():
            if part:
                yield part
            part = ""
            if not letter.isspace():
                yield letter
        else:
            part += letter
    if part:
        yield part


def _is_mark(letter: str, kind: str) -> bool:
    return kind.startswith("P") or (letter.isascii() and not letter.isalnum() and not letter.isspace())


def _is_chinese(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F)))
