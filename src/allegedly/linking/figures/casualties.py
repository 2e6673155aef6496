"""Casualties: what a report says of who was killed, injured or shot, from the words alone.

A casualty is a statement: so many persons, what befell them, and whether they are new to the text ("a man") or known to
it ("the victim", "he", a name). Rules over classes of words (`sentences`); no parse is needed, so that a reading of the
ledger will do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from allegedly.lexicon import table
from allegedly.linking.figures.sentences import Sentence, Token

Group = tuple[int, int]
"""The first and the last token, exclusive, of words for people."""
FATES: dict[str, str] = {
    "x": "killed", "k": "killed", "K": "killed", "q": "killed", "f": "killed", "X": "killed",
    "w": "injured", "W": "injured", "s": "shot", "S": "shot", "T": "shot", "B": "", "L": "",
}  # fmt: skip
# Words for people, by the letters of `sentences.LETTERS`: one person ("a 9-year-old boy", "Smith, 24,", "he"), several
# ("two other men", "the victims"), either, also as a part ("one of the men"), and a list of those.
_UNIT = r"(?:[dthoA]?[jcYgx]{0,5}p{1,2}(?:c{0,4}g)?|[dthA][jc]{0,2}Y|[oA]e?|c{1,4}g|c{2,4}|r|c)"
_MANY = r"(?:n[jcY]{0,4}e?[jc]{0,2}P{0,2}|[dto]?O|[the]{1,2}[jc]{0,3}P|[jc]{0,2}P|R|d?e)"
_ONE = rf"(?:[noA]z(?:[the]{{1,2}}[jc]{{0,3}}(?:n)?P|R|n)|{_MANY}|{_UNIT})"
GROUP = re.compile(rf"{_ONE}(?:(?:,&?|&|(?<=g)){_ONE})*")
_PART = re.compile(_ONE)
# What may stand between people and their fate: an apposition, a place, a time or of what they are, auxiliaries.
GAP = re.compile(r"(?:g|,[^.;xkwsKWS]{1,14},)?(?:[aiz][^.;,xkwsbE]{1,6})?,?(?:[bvlE]|,v)*")
_ASIDE = re.compile(r"(?<=P),[no]zR[jc]{0,2}P,")
"""A part told in passing: "seven people, three of them children, died"."""
_AUXILIARIES = frozenset("bE")
_TAKES_OBJECTS = frozenset("kKwWsSBT")
_HOSPITAL = re.compile(r"T[^.;,TM]{0,12}M")
_NEGATED = re.compile(r"![^,.;&]{0,4}$")


@dataclass(frozen=True, slots=True)
class Casualty:
    """So many persons and their fate. `count` is None for a lot without a number ("the victims").

    `known` says that the text has spoken of them before, or names them; `others` that they are besides those before;
    `own` that they did it themselves. `key` is the name or age in digits, for telling persons apart.
    """

    start: int
    end: int
    fate: str
    count: int | None
    known: bool = False
    others: bool = False
    own: bool = False
    keys: tuple[str, ...] = ()


@cache
def _things() -> dict[str, str]:
    return {row["word"]: row["thing"] for row in table("figure_things") if row["kind"] in {"befallen", "state"}}


def casualties(sentence: Sentence, text: str) -> Iterator[Casualty]:
    """Yield what a sentence says befell people, in the order of the text."""
    code = _ASIDE.sub(lambda aside: "v" * len(aside[0]), sentence.code)
    groups = [match.span() for match in GROUP.finditer(code)]
    last: Group | None = None
    for i, letter in enumerate(code):
        if letter in FATES and _is_told(code, i):
            found = _victims(code, groups, i) or (last if letter == "x" else None)
            if found is not None:
                last = found
                yield _casualty(sentence, text, found, i)


def _is_told(code: str, i: int) -> bool:
    """Say whether the fate at `i` is told as such: not negated, no attempt, to a hospital, "one fatally"."""
    if _NEGATED.search(code[max(0, i - 6) : i]) or code[max(0, i - 2) : i].endswith("~"):
        return False
    if code[i] == "T":
        return bool(_HOSPITAL.match(code, i))
    return code[i] != "f" or code[i + 1 : i + 2] in {"", ",", "."}


def _victims(code: str, groups: list[Group], i: int) -> Group | None:
    """Return the group of words that the fate at `i` befell."""
    if code[i] == "X":
        return i, i + 1
    after = _after(code, groups, i)
    if code[i] in "KWS":
        return after
    if code[i] == "q":
        return after if code[i + 1 : i + 2] == "z" else _number(code, i)
    before = _before(code, groups, i)
    if code[i] in "xfL" or (before is not None and "b" in code[before[1] : i]):
        return before
    return after or before


def _number(code: str, i: int) -> Group | None:
    """Return the number of "three shooting deaths"."""
    found = re.search(r"[no][jcsS]{0,3}$", code[max(0, i - 4) : i])
    return (max(0, i - 4) + found.start(), i) if found else None


def _after(code: str, groups: list[Group], i: int) -> Group | None:
    if code[i + 1 : i + 2] == "m":
        return i + 1, i + 2
    start = i + 1 + (code[i + 1 : i + 2] in {"a", "v", "z"})
    at = bisect_left(groups, start, key=lambda group: group[0])
    if at == len(groups) or groups[at][0] != start or code[slice(*groups[at])] == "c":
        return None
    return _objects(code, groups[at])


def _last_cut(code: str, group: Group) -> int:
    """Return where the last comma or "and" of a list stands, -1 if it is none."""
    return max(code.rfind(",", *group), code.rfind("&", *group))


def _objects(code: str, group: Group) -> Group:
    """Return the group without its last member where that is the subject of the next clause."""
    cut = _last_cut(code, group)
    if cut < 0 or code[group[1] : group[1] + 1] not in _AUXILIARIES:
        return group
    return group[0], cut - (code[cut - 1] == ",")


def _before(code: str, groups: list[Group], i: int) -> Group | None:
    for found in reversed(groups[: bisect_right(groups, i, key=lambda group: group[1])]):
        group = found
        gap = code[group[1] : i]
        if code[slice(*group)] == "c" and code[max(0, group[0] - 2) : group[0]] == "zt":  # "men of the Karvan brigade"
            continue
        if code[max(0, group[0] - 1) : group[0]] in {"i", "z", "y"} and not (code[group[0]] in "no" and not gap):
            cut = _last_cut(code, group)
            if cut < 0 or code[cut + 1] not in "no":
                continue
            group = cut + 1, group[1]
        if not GAP.fullmatch(gap):
            return None
        if code[group[0] : group[1]] == "c" and "b" not in gap and code[i] != "x":
            return None
        return _subject(code, group)
    return None


def _subject(code: str, group: Group) -> Group:
    """Return the last member of a group whose first ones are the objects of the clause before."""
    cut = max(code.rfind(",", *group), code.rfind("&", *group))
    if (
        cut < 0
        or not group[0]
        or code[group[0] - 1] not in _TAKES_OBJECTS
        or code[group[1] : group[1] + 1] not in _AUXILIARIES
    ):
        return group
    return cut + 1, group[1]


def _casualty(sentence: Sentence, text: str, group: Group, i: int) -> Casualty:
    tokens, code = sentence.tokens, sentence.code[group[0] : group[1]]
    parts = [(m.start() + group[0], m.end() + group[0]) for m in _PART.finditer(code)]
    counts = [_count(tokens[a:b]) for a, b in parts]
    first, last = min(group[0], i), max(group[1] - 1, i)
    known = all(count == 1 and _known(tokens[a:b]) for count, (a, b) in zip(counts, parts, strict=True))
    return Casualty(
        tokens[first].start,
        tokens[last].end,
        FATES[sentence.code[i]] or _things().get(" ".join(text[tokens[i].start : tokens[i].end].lower().split()), ""),
        1 if code in {"m", "X"} else sum(c for c in counts if c) if all(counts) else None,
        known or code in {"m", "X"},
        "e" in code or "A" in code,
        code in {"m", "X"},
        tuple(dict.fromkeys(key for part in parts for key in _keys(text, tokens[part[0] : part[1]]))),
    )


def _count(tokens: tuple[Token, ...]) -> int | None:
    letters = "".join(token.letter for token in tokens)
    if "n" in letters or letters.startswith("o"):
        return tokens[min(letters.find(c) for c in "no" if c in letters)].value
    if "O" in letters:
        return 2
    return None if re.search(r"[PRe]", letters) else 1


def _known(tokens: tuple[Token, ...]) -> bool:
    return tokens[0].letter in "thrc"


def _keys(text: str, tokens: tuple[Token, ...]) -> Iterator[str]:
    letters = "".join(token.letter for token in tokens)
    for token in tokens:
        if token.letter in "Yg":
            digits = re.search(r"\d+", text[token.start : token.end])
            if digits:
                yield digits.group()
    if named := re.search(r"c+(?=g|$)", letters):
        token = tokens[named.end() - 1]
        yield text[token.start : token.end].removesuffix("'s").removesuffix("’s")
