"""The patterns of `lexicon/moment_patterns.tsv`, compiled, and the matches of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from allegedly.errors import LexiconError
from allegedly.lexicon import table
from allegedly.reading.moments.tokens import OTHER, Token, alphabet, values

_ELEMENT = re.compile(r"(<!|<|>!|>)?(\$[A-Z]+|[A-Z]+|'?[a-z]+|[^\sA-Za-z()|])([?*+]?)$")

MOST = 4
"""How often "*" repeats at most, so that no text takes more than linear time."""


@dataclass(frozen=True, slots=True)
class Match:
    """A time expression as the grammar found it: the rule that resolves it, its tokens, and where it stands.

    `first` is the index of its first token in `around`, the tokens of the whole block.
    """

    rule: str
    tokens: tuple[Token, ...]
    around: Sequence[Token]
    first: int

    @property
    def words(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(token.word for token in self.tokens)

    def all(self, *names: str) -> list[str]:
        """Return the values of the words that have one of these classes (the word itself for a shape of digits)."""
        return [
            values(name).get(token.word, token.word) for token in self.tokens for name in names if name in token.classes
        ]

    def get(self, *names: str) -> str | None:
        """Return the first of those values, None if there is none."""
        return next(iter(self.all(*names)), None)

    def before(self, steps: int = 1) -> str:
        """Return the word that stands so many tokens before the match, "" at the start of the block."""
        return self.around[self.first - steps].word if self.first >= steps else ""

    def after(self, steps: int = 1) -> str:
        """Return the word that stands so many tokens after the match, "" at the end of the block."""
        index = self.first + len(self.tokens) + steps - 1
        return self.around[index].word if index < len(self.around) else ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A row of the lexicon; every match has one of the characters `needed`, of which None says nothing."""

    rule: str
    pattern: re.Pattern[str]
    needed: frozenset[str] | None

    def may_match(self, characters: frozenset[str]) -> bool:
        """Say whether a line of these characters may have a match."""
        return self.needed is None or not self.needed.isdisjoint(characters)


@cache
def _patterns() -> tuple[_Pattern, ...]:
    rows = table("moment_patterns")
    macros = {row["rule"][1:]: row["pattern"] for row in rows if row["rule"].startswith("=")}
    return tuple(
        _Pattern(row["rule"], re.compile(_compile(row["pattern"], macros)), needed(row["pattern"], macros))
        for row in rows
        if not row["rule"].startswith("=")
    )


def needed(pattern: str, macros: dict[str, str]) -> frozenset[str] | None:
    """Return characters of which every match of a pattern has one, None where there are no such.

    Of the elements of a sequence that must be there the one with the fewest is taken, of alternatives all together.
    """
    sequences: list[list[frozenset[str]]] = [[]]
    pieces = iter(pattern.split())
    for piece in pieces:
        if piece == "|":
            sequences.append([])
        elif piece.endswith("("):
            inner, close = _group(pieces)
            if piece == "(" and close == ")" and (found := needed(inner, macros)) is not None:
                sequences[-1].append(found)
        elif (found := _needed_by(piece, macros)) is not None:
            sequences[-1].append(found)
    if not all(sequences):
        return None
    return frozenset().union(*(min(found, key=len) for found in sequences))


def _group(pieces: Iterator[str]) -> tuple[str, str]:
    """Take the pieces up to the end of a group that is open; return what is in it, and its closing piece."""
    inner: list[str] = []
    depth = 1
    for piece in pieces:
        depth += piece.endswith("(") - piece.startswith(")")
        if not depth:
            return " ".join(inner), piece
        inner.append(piece)
    raise LexiconError("lexicon/moment_patterns.tsv: a bracket is not closed; see its header")


def _needed_by(piece: str, macros: dict[str, str]) -> frozenset[str] | None:
    look, name, count = _parts(piece)
    if look or count in {"?", "*"}:
        return None
    return needed(macros[name[1:]], macros) if name.startswith("$") else frozenset(_characters(name))


def _compile(pattern: str, macros: dict[str, str]) -> str:
    parts = []
    for piece in pattern.split():
        if piece in {"|", ")", ")?", ")*", "("}:
            parts.append("(?:" if piece == "(" else piece.replace("*", f"{{0,{MOST}}}"))
            continue
        if piece in {"<(", "<!(", ">(", ">!("}:
            parts.append({"<(": "(?<=", "<!(": "(?<!", ">(": "(?=", ">!(": "(?!"}[piece])
            continue
        parts.append(_element(piece, macros))
    return "".join(parts)


def _element(piece: str, macros: dict[str, str]) -> str:
    look, name, count = _parts(piece)
    body = f"(?:{_compile(macros[name[1:]], macros)})" if name.startswith("$") else f"[{_characters(name)}]"
    opening = {"<": "(?<=", "<!": "(?<!", ">": "(?=", ">!": "(?!", None: ""}[look]
    return f"{opening}{body})" if opening else body + count.replace("*", f"{{0,{MOST}}}")


def _parts(piece: str) -> tuple[str | None, str, str]:
    """Return where an element looks, its name and how often it may stand."""
    match = _ELEMENT.fullmatch(piece)
    if match is None:
        raise LexiconError(f"lexicon/moment_patterns.tsv: {piece!r} is no element of a pattern; see its header")
    return match[1], match[2], match[3]


def _characters(name: str) -> str:
    """Return the characters of the words that have a class."""
    characters = "".join(character for classes, character in alphabet().items() if name in classes)
    if not characters:
        raise LexiconError(f"lexicon/moment_patterns.tsv: no word has the class {name!r}; add one to moments.tsv")
    return characters


def matches(block: Sequence[Token]) -> list[list[Match]]:
    """Return the matches in a block, in the order of the text; none overlaps another.

    Each comes with the shorter ones inside it, longest first, for a rule may refuse the words that its pattern found.
    """
    letters = alphabet()
    line = "".join(letters.get(token.classes, letters[OTHER]) for token in block)
    found: list[tuple[int, int, str]] = []
    characters = frozenset(line)
    for one in _patterns():
        if one.may_match(characters):
            found += [(m.start(), m.end(), one.rule) for m in one.pattern.finditer(line) if m.end() > m.start()]
    found.sort(key=lambda item: (item[0] - item[1], item[0]))
    owners = [-1] * len(block)
    kept: list[list[tuple[int, int, str]]] = []
    for start, end, rule in found:
        around = set(owners[start:end])
        if around == {-1}:
            owners[start:end] = [len(kept)] * (end - start)
            kept.append([(start, end, rule)])
        elif len(around) == 1:
            kept[around.pop()].append((start, end, rule))
    return [
        [Match(rule, tuple(block[start:end]), block, start) for start, end, rule in group] for group in sorted(kept)
    ]
