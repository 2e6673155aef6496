"""Capitals where prose has them, for text in capitals throughout or in Title Case, which the parser reads badly.

A word keeps its capital where it begins a sentence, where the report or the lexicon writes it so, or where no
dictionary knows it, since then it is most likely a name. Lengths stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from allegedly.lexicon import table, words

FEWEST = 4
"""So many words in capitals are no abbreviation, name or date line any more."""
SHARE = 0.8
"""Of the longer words of a headline in Title Case, so great a share begin with capitals."""
LONGEST_NAME = 5
"""The most words of a name of the lexicon."""
_NAMES = (
    ("countries", "name"), ("countries", "names"), ("countries", "demonyms"), ("capitals", "name"),
    ("peoples", "names"), ("leaders", "name"), ("leaders", "names"), ("leaders", "alone"),
    ("organisations", "name"), ("organisations", "names"), ("regions", "names"), ("regions", "towns"),
)  # fmt: skip
_RUN = re.compile(r"[^a-z]{12,}")
_BLANK = re.compile(r"\s")
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_ABBREVIATION = re.compile(r"\b(?:[a-z]\.){2,}")
_TITLED = re.compile(r"\b(?:mrs?|ms|dr|gen|col|capt|lt|sgt|sen|rep|gov|prof|rev|st)\.\s+[a-z]|\b[a-z]\.(?=\s+[a-z])")
_SENTENCE = re.compile(r"(?:^|[.!?:…]\s+)[^\w\s]*\w")
_WITHIN = re.compile(r"(?<=[a-z,;] )[^\W\d_](?:[\w'’-]*\w)?")
_FINITE = frozenset(
    {"a", "an", "are", "be", "been", "by", "has", "have", "he", "in", "is", "it", "not", "or", "she", "that", "the"}
    | {"their", "they", "this", "to", "was", "we", "were", "will", "with", "you"}
)
"""Words of sentences rather than of names: a run of capitals with none of them is left alone."""
_FUNCTION = frozenset({"us", "it", "who", "as", "in", "is", "are", "or", "so", "to", "do", "am", "can", "may", "will"})
"""Words of the language that are names too; without capitals they are taken for the former."""


def lower(text: str) -> str:
    """Return the text in lower case, as long as it was: what would grow longer stays."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces [start, end) that are written in capitals throughout, and are more than a name."""
    for match in _RUN.finditer(text):
        start, end = _whole_words(text, *match.span())
        found = _WORD.findall(text, start, end)
        if len(found) < FEWEST or not all(map(str.isupper, found)):
            continue
        alone = not text[:start].strip() and not text[end:].strip()
        if alone or not _FINITE.isdisjoint(word.lower() for word in found):
            yield start, end


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the piece without the parts of words at its edges."""
    if start and not text[start - 1].isspace():
        blank = _BLANK.search(text, start, end)
        start = blank.start() if blank else end
    while end > start and end < len(text) and not text[end].isspace():
        end -= 1
    return start, end


def is_title_case(text: str) -> bool:
    """Say whether most of the words that prose would not capitalise are: the form of many headlines."""
    long = [word for word in _WORD.findall(text)[1:] if len(word) > 3 and not word.isupper()]
    return len(long) >= FEWEST and sum(word[0].isupper() for word in long) >= SHARE * len(long)


def written(texts: Iterable[str]) -> frozenset[str]:
    """Return the words, in lower case, that prose capitalises within its sentences more often than not."""
    capital: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for text in texts:
        for match in _WITHIN.finditer(text):
            (capital if match[0][0].isupper() else plain)[match[0].lower()] += 1
    return frozenset(word for word, count in capital.items() if count > plain[word])


def recased(text: str, named: frozenset[str], is_word: Callable[[str], bool]) -> str:
    """Return the text with the capitals of prose.

    `named` are words that the report writes with capitals, `is_word` knows the words of the dictionary. In Title Case,
    words in capitals throughout are abbreviations and stay.
    """
    small = lower(text)
    shouted = text == text.upper()
    letters = list(small)
    found = list(_WORD.finditer(small))
    kept = _known(small, found)
    for number, match in enumerate(found):
        word = match[0].removesuffix("'s").removesuffix("’s")
        if number in kept:
            letters[match.start() : match.end()] = kept[number]
        elif not shouted and len(word) > 1 and text[match.start() : match.end()].isupper():
            letters[match.start() : match.end()] = text[match.start() : match.end()]
        elif word == "i" or word in named or not _is_common(word, is_word):
            letters[match.start()] = _upper(letters[match.start()])
    for match in _ABBREVIATION.finditer(small):
        letters[match.start() : match.end()] = map(_upper, match[0])
    for pattern in (_TITLED, _SENTENCE):
        for match in pattern.finditer(small):
            letters[match.end() - 1] = _upper(letters[match.end() - 1])
            if pattern is _TITLED:
                letters[match.start()] = _upper(letters[match.start()])
    return "".join(letters)


def _is_common(word: str, is_word: Callable[[str], bool]) -> bool:
    """Say whether the dictionary knows every part of the word: "co-founder", "won’t"; too short ones count as known."""
    return all(len(part) < 3 or is_word(part) for part in re.split("['’-]", word))


def _upper(letter: str) -> str:
    return letter.upper() if len(letter.upper()) == 1 else letter


def _known(small: str, found: list[re.Match[str]]) -> dict[int, str]:
    """Return the words, by number, that belong to a name of the lexicon, as it writes them."""
    kept: dict[int, str] = {}
    for number in range(len(found)):
        if number in kept:
            continue
        for length in _names().get(found[number][0].removesuffix("'s").removesuffix("’s"), ()):
            here = found[number : number + length]
            cased = _cased(" ".join(match[0] for match in here)) if len(here) == length else None
            if cased is not None:
                kept |= {number + n: word for n, word in enumerate(cased.split(" "))}
                break
    return kept


def _cased(words_: str) -> str | None:
    ending = words_[-2:] if words_.endswith(("'s", "’s")) else ""
    found = _spellings().get(words_.removesuffix(ending))
    return found + ending if found is not None else None


@cache
def _spellings() -> dict[str, str]:
    """Return each name of the lexicon by its lower case; words that are also function words are no names."""
    spelt: dict[str, str] = {}
    for name, column in _NAMES:
        for row in table(name):
            for form in row[column].split("|"):
                parts = _WORD.findall(form)
                small = form.lower()
                if form == " ".join(parts) and len(small) == len(form) and small not in _FUNCTION and len(small) > 1:
                    spelt.setdefault(small, form)
    return spelt | {month: month.capitalize() for month in _calendar()}


@cache
def _names() -> dict[str, tuple[int, ...]]:
    """Return for each first word of a name how many words such names have, the most first."""
    lengths: dict[str, set[int]] = {}
    for small in _spellings():
        parts = small.split(" ")
        if len(parts) <= LONGEST_NAME:
            lengths.setdefault(parts[0], set()).add(len(parts))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


@cache
def _calendar() -> frozenset[str]:
    """Return the months and weekdays that are no other words too."""
    return frozenset().union(
        *(words("moments", "word", **{"class": kind}) for kind in ("MONTH", "WEEKDAY", "WEEKDAYS"))
    )
