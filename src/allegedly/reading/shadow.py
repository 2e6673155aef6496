"""The shadow of a text: what the parser is shown in its place, character for character.

Parsers are trained on clean newswire. Before the parse, blanks of every kind become plain ones, invisible characters,
emoji and doubled blanks are passed over, foreign quotation marks become English ones, and what is written in capitals
throughout or in Title Case gets the capitals of prose. `restore` puts the text's own words back under the analysis, so
that every token stands at its offset in the canonical text.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, MORPH, POS, TAG
from spacy.tokens import Doc
from thinc.types import Ints2d

from allegedly.reading import recasing
from allegedly.records import Block

DROPPED = "\0"
"""What the parser does not see at all; canonical text has no NULs."""
_BLANKS = str.maketrans(dict.fromkeys([*"\t\u00a0\u1680\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B))], " "))
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u20e3"
    "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
"""Soft hyphens, zero-width and direction marks, variation selectors; dingbats and emoji."""
_DOUBLED = re.compile(f"(?<= )[ {DROPPED}]+|(?<=\n){DROPPED}[ {DROPPED}]*|^{DROPPED}[ {DROPPED}]*")
_LOW = re.compile(r"[„‟]([^„‟“”\n]*)[“‟]")
_OUTWARD = re.compile(r"»([^«»\n]*)«")
_INWARD = str.maketrans("«»„‟", "“”““")
_LONGEST_HEADLINE = 300
_ATTRIBUTES = [TAG, POS, LEMMA, MORPH, DEP, ENT_TYPE, ENT_IOB, HEAD]
_ADDED = -1
"""Instead of the number of a parsed token: the parser has not seen this one."""
_INSIDE, _OUTSIDE = 1, 2
"""Values of ENT_IOB."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """Two texts as long as the canonical one: `plain` has other blanks, `seen` is what the parser is shown."""

    plain: str
    seen: str


def cast(text: str, blocks: Iterable[Block], is_word: Callable[[str], bool]) -> Shadow:
    """Return the shadow of a canonical text; `is_word` knows the words of the dictionary in lower case."""
    blocks = tuple(blocks)
    plain = _one_line(text.translate(_BLANKS), blocks)
    seen = _UNSEEN.sub(DROPPED, plain)
    seen = _DOUBLED.sub(lambda match: DROPPED * len(match[0]), seen)
    seen = _OUTWARD.sub(r"“\1”", _LOW.sub(r"“\1”", seen)).translate(_INWARD)
    return Shadow(plain, _with_capitals(seen, blocks, is_word))


def _one_line(text: str, blocks: Iterable[Block]) -> str:
    """Return the text with the line breaks within its paragraphs as blanks."""
    pieces: list[str] = []
    at = 0
    for block in blocks:
        if "\n" in block.span.quote:
            pieces += [text[at : block.span.start], text[block.span.start : block.span.end].replace("\n", " ")]
            at = block.span.end
    return "".join([*pieces, text[at:]]) if pieces else text


def _with_capitals(seen: str, blocks: tuple[Block, ...], is_word: Callable[[str], bool]) -> str:
    """Return the text with the capitals of prose in what is written in capitals, and in headlines in Title Case."""
    pieces = [(start, end, seen[start:end]) for block in blocks for start, end in _shouted(seen, block)]
    if not pieces:
        return seen
    odd = {(start, end) for start, end, _ in pieces}
    named = recasing.written(block.span.quote for block in blocks if (block.span.start, block.span.end) not in odd)
    made: list[str] = []
    at = 0
    for start, end, piece in pieces:
        made += [seen[at:start], recasing.recased(piece, named, is_word)]
        at = end
    return "".join([*made, seen[at:]])


def _shouted(seen: str, block: Block) -> list[tuple[int, int]]:
    start, end = block.span.start, block.span.end
    if end - start < _LONGEST_HEADLINE and recasing.is_title_case(seen[start:end]):
        return [(start, end)]
    return [(start + first, start + last) for first, last in recasing.runs(seen[start:end])]


def restore(doc: Doc, plain: str, seen: str) -> Doc:
    """Return the Doc over `plain` with the analysis of `doc`, the Doc over what is left of `seen`.

    What was dropped between words becomes tokens that count as white space, under the word before them, or after a
    line break under the word behind them; what was dropped inside a word is part of it again.
    """
    kept = [at for at, character in enumerate(seen) if character != DROPPED]
    words: list[str] = []
    spaces: list[bool] = []
    origin: list[int] = []
    at = 0
    for number, (first, length) in enumerate(doc.to_array([IDX, LENGTH]).tolist()):
        start, end = kept[first], kept[first + length - 1] + 1
        _fill(plain[at:start], words, spaces, origin)
        words.append(plain[start:end])
        spaces.append(False)
        origin.append(number)
        at = end
    _fill(plain[at:], words, spaces, origin)
    for word in {word for word, number in zip(words, origin, strict=True) if number == _ADDED and not word.isspace()}:
        doc.vocab[word].is_space = True
    restored: Doc = Doc(doc.vocab, words=words, spaces=spaces).from_array(_ATTRIBUTES, _analysis(doc, words, origin))
    return restored


def _fill(gap: str, words: list[str], spaces: list[bool], origin: list[int]) -> None:
    """Add what stands between two words: the one blank that belongs to the word before, and tokens for the rest."""
    if gap.startswith(" ") and words:
        spaces[-1] = True
        gap = gap[1:]
    if not gap:
        return
    for match in re.finditer(r"(\S)( ?)|\s+", gap):
        words.append(match[1] or match[0])
        spaces.append(bool(match[2]))
        origin.append(_ADDED)


def _analysis(doc: Doc, words: list[str], origin: list[int]) -> Ints2d:
    """Return the rows of `_ATTRIBUTES` for the words."""
    parsed = doc.to_array(_ATTRIBUTES)
    seen = np.asarray(origin)
    place = np.flatnonzero(seen != _ADDED)
    rows = np.zeros((len(words), len(_ATTRIBUTES)), dtype=np.uint64)
    rows[place] = parsed
    heads = np.zeros(len(words), dtype=np.int64)
    heads[place] = place[np.arange(len(doc)) + parsed[:, -1].astype(np.int64)] - place
    strings = doc.vocab.strings
    for n in np.flatnonzero(seen == _ADDED):
        after = int(np.searchsorted(place, n))
        opens = after == 0 or "\n" in words[place[after - 1]]
        near = after if opens and after < len(place) else max(after - 1, 0)
        name = after < len(place) and parsed[after, -2] == _INSIDE
        rows[n] = [
            strings.add("_SP"), strings.add("SPACE"), strings.add(words[n]), 0, strings.add("dep"),
            parsed[after, -3] if name else 0, _INSIDE if name else _OUTSIDE, 0,
        ]  # fmt: skip
        heads[n] = place[near] - n
    rows[:, -1] = heads.view(np.uint64)
    return typing.cast("Ints2d", rows)
