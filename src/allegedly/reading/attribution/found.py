"""What the span finders hand on: an attribution as tokens of the parse, before it becomes a claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from allegedly.records import Reading, Span

_EDGE = frozenset(",;:—–-")
TAGGED = "tagged"
"""The frame of what the tagger found; its spans are kept as it drew them."""


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution by token numbers (`Token.i`): `head` is the word that makes it one, `frame` how it takes content.

    `source` may be empty (agentless passives); `content` may be in pieces and is never empty. `within` is the head of
    the attribution that this one stands in where its cue does not stand in the other's content ("…, citing a guard").
    """

    head: int
    frame: str
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    within: int | None = None


def subtree(token: Token, *without: Token) -> set[int]:
    """Return the numbers of the tokens below a token, the subtrees of the tokens in `without` left out.

    The parse is taken as projective: a subtree runs from its left edge to its right edge (spaCy's own walk costs the
    square of the depth).
    """
    kept = set(range(token.left_edge.i, token.right_edge.i + 1))
    for other in without:
        kept.difference_update(range(other.left_edge.i, other.right_edge.i + 1))
    return kept


def spans(reading: Reading, doc: Doc, tokens: Iterable[int], *, exact: bool = False) -> tuple[Span, ...]:
    """Return the unbroken runs of tokens as spans, commas, dashes and a last "and" cut off unless they are `exact`.

    A run goes on over white space within a paragraph, and over nothing else; what is punctuation alone is dropped.
    """
    found = []
    for run in _runs(doc, sorted(tokens)):
        while not exact and run and _is_edge(doc[run[0]]):
            run = run[1:]
        while not exact and run and _is_end(doc[run[-1]]):
            run = run[:-1]
        if any(not doc[i].is_punct and not doc[i].is_space for i in run):
            last = doc[run[-1]]
            found.append(reading.span(doc[run[0]].idx, last.idx + len(last)))
    return tuple(found)


def _is_edge(token: Token) -> bool:
    return token.is_space or token.text in _EDGE


def _is_end(token: Token) -> bool:
    return _is_edge(token) or token.text == "." or token.dep_ == "cc"


def _joins(token: Token) -> bool:
    return token.is_space and "\n" not in token.text


def _runs(doc: Doc, tokens: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for i in tokens:
        if "\n" in doc[i].text:
            continue
        if runs and all(_joins(doc[j]) for j in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs
