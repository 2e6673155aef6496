"""Sentences as strings of classes: one letter a word, so that a pattern over words is a regular expression.

The classes are those of `lexicon/casualty_words.tsv`, and a few that the form of a word gives: numbers, names, ages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from allegedly import numerals
from allegedly.lexicon import table

LETTERS = {
    "person": "p", "people": "P", "pair": "O", "he": "r", "they": "R", "some": "d", "the": "t", "whose": "h",
    "other": "e", "another": "A", "modifier": "j", "of": "z", "and": "&", "be": "b", "have": "E", "adverb": "v",
    "dead": "x", "killed": "k", "kills": "K", "nouned": "q", "homicides": "H", "suicide": "X", "fatally": "f",
    "deadly": "F", "wounded": "w", "wounds": "W", "shot": "s", "shoots": "S", "self": "m", "taken": "T",
    "hospital": "M", "befallen": "B", "state": "L", "leave": "l", "not": "!", "attempted": "~", "by": "y",
    "preposition": "i", "calendar": "i", "bound": "a", "double": "D", "triple": "D", "quadruple": "D",
    "quintuple": "D",
}  # fmt: skip
"""The letter of each class of `lexicon/casualty_words.tsv`, and of the words that befall in `figure_things.tsv`."""
PEOPLE = frozenset({"troops", "police", "children", "group", "persons"})
"""The kinds of `lexicon/figure_things.tsv` that name people."""
FOLDS = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
NUMBER, ONE, NAME, AGE, AGED, COMMA, STOP, BREAK, OTHER = "nocYg,.;u"
LONGEST = 6
"""The most words that a phrase of the lexicon has."""
MOST_TOKENS = 250
"""A longer sentence is cut."""
_TOKEN = re.compile(
    r"\d+(?:\.\d+)?(?:-|\s)(?:year|month|week|day)s?(?:-|\s)old|[$€£]?\d[\d,]*(?:\.\d+)?%?(?:st|nd|rd|th)?\b|[^\W\d_](?:[\w'’-]*\w)?|\S"
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z0-9])|\n+|(?<=[a-z][.!?])(?=[A-Z][a-z])")
_SHORT = re.compile(r"\b(?:[A-Z][a-z]{0,3}|[A-Z]|[Gg]en|[Ll]ieut|[Cc]apt|a\.m|p\.m|approx)\.$")
_AGED = re.compile(r"\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase: offsets, its class as a letter, and the number that it stands for, if any."""

    start: int
    end: int
    letter: str
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of a sentence, and their letters in one string: `code[i]` is the class of `tokens[i]`."""

    tokens: tuple[Token, ...]
    code: str


@cache
def _lexicon() -> dict[str, str]:
    fates = {row["word"]: row["kind"] for row in table("figure_things") if row["kind"] in {"befallen", "state"}}
    people = {plural(row["word"]): "people" for row in table("figure_things") if row["kind"] in PEOPLE}
    return people | fates | {row["phrase"]: row["class"] for row in table("casualty_words")}


@cache
def _openers() -> frozenset[str]:
    return frozenset(phrase.split()[0].rstrip(",") for phrase in _lexicon() if " " in phrase)


def plural(noun: str) -> str:
    """Return the plural of a regular noun in lower case."""
    if noun.endswith(("s", "men", "people", "children")):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}{'es' if noun.endswith(('x', 'ch', 'sh')) else 's'}"


def sentences(text: str, start: int = 0, end: int | None = None, *, headline: bool = False) -> Iterator[Sentence]:
    """Yield the sentences of a stretch of text; in a headline a capital does not make a name."""
    end = len(text) if end is None else end
    for first, last in _cut(text, start, end):
        tokens = tuple(_tokens(text, first, last, headline))
        for begin in range(0, len(tokens), MOST_TOKENS):
            part = tokens[begin : begin + MOST_TOKENS]
            yield Sentence(part, "".join(token.letter for token in part))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for found in _SENTENCE.finditer(text, start, end):
        if "\n" not in found.group() and _SHORT.search(text[max(first, found.start() - 8) : found.start()]):
            continue
        yield first, found.start()
        first = found.end()
    yield first, end


def _tokens(text: str, start: int, end: int, headline: bool) -> Iterator[Token]:
    words = [(m.start(), m.end(), m.group().lower().replace("’", "'")) for m in _TOKEN.finditer(text, start, end)]
    i = 0
    while i < len(words):
        count, letter, value = _read(words, i, text, headline)
        yield Token(words[i][0], words[i + count - 1][1], letter, value)
        i += count


def _read(words: list[tuple[int, int, str]], i: int, text: str, headline: bool) -> tuple[int, str, int | None]:
    """Return how many words the token at `i` takes, its letter and its value."""
    word = words[i][2]
    if word in _openers():
        for count in range(min(LONGEST, len(words) - i), 1, -1):
            phrase = " ".join(w for _, _, w in words[i : i + count]).replace(" ,", ",")
            if phrase in _lexicon():
                return count, LETTERS[_lexicon()[phrase]], None
    if word.endswith("old") and word[0].isdigit():
        return 1, AGE, None
    if word == "," and _apposed(words, i):
        return (3 if i + 2 < len(words) and words[i + 2][2] == "," else 2), AGED, None
    if word[0].isdigit() or _number(word) is not None:
        count, number = _longest(words, i)
        if number is not None:
            return count, (ONE if number == 1 else NUMBER), number
    return 1, _letter(word, text[words[i][0]], headline), FOLDS.get(word)


def _apposed(words: list[tuple[int, int, str]], i: int) -> bool:
    if i + 1 >= len(words) or not _AGED.match(words[i + 1][2]):
        return False
    return i + 2 == len(words) or words[i + 2][2] in {",", ".", ";", "and", "of", "was", "were"}


def _longest(words: list[tuple[int, int, str]], i: int) -> tuple[int, int | None]:
    """Return how many words from the one at `i` make up a number, and the number."""
    best: tuple[int, int | None] = (1, None)
    for count in range(1, min(LONGEST, len(words) - i) + 1):
        number = _number(*(word for _, _, word in words[i : i + count]))
        if number is not None:
            best = (count, number)
        elif count > 1 and best[1] is not None:
            break
    return best


@lru_cache(maxsize=20_000)
def _number(*words: str) -> int | None:
    """Return the whole number that the words make up, None for parts, amounts of money, ordinals and the like."""
    if words[0] in {"a", "an", "and"} or words[-1] == "and":
        return None
    if any(word[0] in "$€£" or word.endswith(("%", "st", "nd", "rd", "th")) for word in words):
        return None
    if words == ("both",):
        return 2
    value = numerals.value([part for word in words for part in word.split("-")])
    return int(value) if value is not None and value >= 1 and value == int(value) else None


def _letter(word: str, first: str, headline: bool) -> str:
    known = _lexicon().get(word) or (_lexicon().get(word.removesuffix("'s")) if word.endswith("'s") else None)
    if known:
        return LETTERS[known]
    if word == ",":
        return COMMA
    if word in ".!?":
        return STOP
    if word in ":;-–—()|/":
        return BREAK
    if word.endswith("-year-old"):
        return AGE
    if word.endswith("ly"):
        return LETTERS["adverb"]
    return NAME if first.isupper() and not headline and word.replace("'", "").replace("-", "").isalpha() else OTHER
