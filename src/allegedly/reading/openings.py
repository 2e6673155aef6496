"""Where in a text a long regular expression can match at all: at the words that one of its matches begins with.

A pattern of a hundred words, asked at every character whether one of them begins there, takes a hundred times as long
as one look at each word. What is found is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W\d_]+")


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """Return the first word of each phrase, in lower case: its letters up to the first other character."""
    return frozenset(match.group().lower() for phrase in phrases if (match := _WORD.search(phrase)))


def openings(text: str, start: int, end: int, words: frozenset[str]) -> Iterator[int]:
    """Yield where a word of text[start:end] begins that is one of these, in the order of the text.

    Words with letters beyond ASCII are yielded too: a pattern that ignores case takes some of them for others.
    """
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        if word.lower() in words or not word.isascii():
            yield match.start()
