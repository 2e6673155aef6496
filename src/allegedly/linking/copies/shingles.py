"""The words of a text and its shingles, each as a number, computed for the whole text at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

SIZE = 5
"""Words in a shingle."""

WORD = re.compile(r"[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060]+")
"""A word as it stands in a text, with the marks that belong to its letters and what breaks it unseen."""
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060]+")
_BASE = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))


def shingles(text: str) -> Hashes:
    """Return the hash of each run of `SIZE` words, in the order of the text; case and marks do not count."""
    return shingles_of(WORD.findall(folded(text)))


def folded(text: str) -> str:
    """Return a text in lower case, letters composed (NFC), without soft hyphens and blanks of no width."""
    if text.isascii():
        return text.lower()
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).lower()


def shingles_of(words: Sequence[str]) -> Hashes:
    """Return the 64-bit hash of each run of `SIZE` of these words, folded; fewer words than that have none.

    The hash is the same in every process and on every machine: CRC-32 of each word, a polynomial over the words of
    the run, and the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) before and after it.
    """
    count = len(words) - SIZE + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    encoded = " ".join(words).encode("utf-8", "replace").split(b" ")
    codes = _mixed(np.fromiter(map(crc32, encoded), np.uint64, len(words)))
    hashes = codes[:count].copy()
    for offset in range(1, SIZE):
        hashes *= _BASE
        hashes += codes[offset : offset + count]
    return _mixed(hashes)


def _mixed(values: Hashes) -> Hashes:
    """Spread every bit of the values over all others, in place, and return them."""
    values += _BASE
    for shift, factor in zip(_SHIFTS[:2], _FACTORS, strict=True):
        values ^= values >> shift
        values *= factor
    values ^= values >> _SHIFTS[2]
    return values
