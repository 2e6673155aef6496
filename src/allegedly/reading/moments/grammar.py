"""The patterns of `lexicon/moment_patterns.tsv`, compiled, and the matches of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = table("moment_patterns")
    macros = {row["rule"][1:]: row["pattern"] for row in rows if row["rule"].startswith("=")}
    return tuple(
        (row["rule"], re.compile(_compile(row["pattern"], macros))) for row in rows if not row["rule"].startswith("=")
    )


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
    match = _ELEMENT.fullmatch(piece)
    if match is None:
        raise LexiconError(f"lexicon/moment_patterns.tsv: {piece!r} is no element of a pattern; see its header")
    look, name, count = match.groups()
    if name.startswith("$"):
        body = f"(?:{_compile(macros[name[1:]], macros)})"
    else:
        characters = "".join(character for classes, character in alphabet().items() if name in classes)
        if not characters:
            raise LexiconError(f"lexicon/moment_patterns.tsv: no word has the class {name!r}; add one to moments.tsv")
        body = f"[{characters}]"
    opening = {"<": "(?<=", "<!": "(?<!", ">": "(?=", ">!": "(?!", None: ""}[look]
    return f"{opening}{body})" if opening else body + count.replace("*", f"{{0,{MOST}}}")


def matches(block: Sequence[Token]) -> list[list[Match]]:
    """Return the matches in a block, in the order of the text; none overlaps another.

    Each comes with the shorter ones inside it, longest first, for a rule may refuse the words that its pattern found.
    """
    letters = alphabet()
    line = "".join(letters.get(token.classes, letters[OTHER]) for token in block)
    found: list[tuple[int, int, str]] = []
    for rule, pattern in _patterns():
        found += [(m.start(), m.end(), rule) for m in pattern.finditer(line) if m.end() > m.start()]
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
