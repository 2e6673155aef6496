"""Attributions whose cue is a verb, or an adjective after a copula: "said that", "is worried about"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from allegedly.reading.attribution.asides import aside
from allegedly.reading.attribution.clauses import is_purpose, stands_for_a_claim
from allegedly.reading.attribution.complements import Complement, complements
from allegedly.reading.attribution.cues import frames, lexeme
from allegedly.reading.attribution.found import Found
from allegedly.reading.attribution.parts import cue_of, source_of

_VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})

_TURNED = frozenset({"as", "to", "of"})
"""What stands behind the object in the active and behind the agent in the passive: "described by many as …"."""


def found_in(sentence: list[Token]) -> Iterator[Found]:
    """Yield the attributions whose cue is a verb or a predicate adjective of the sentence."""
    for token in sentence:
        if token.tag_ in _VERB_TAGS or token.pos_ == "VERB":
            yield from _of(token, frames(lexeme(token), "VERB"))
        elif token.dep_ == "acomp" and token.head.pos_ in {"AUX", "VERB"}:
            yield from _of(token, frames(token.lemma_, "ADJ"))


def _of(verb: Token, allowed: frozenset[str]) -> Iterator[Found]:
    if not allowed or is_purpose(verb):
        return
    put_in = aside(verb) if "quote" in allowed else None
    if put_in is not None:
        yield put_in
        return
    best: Complement | None = None
    for complement in complements(verb):
        if _fits(verb, complement, allowed) and (best is None or complement.rank > best.rank):
            best = complement
    if best is None:
        return
    source = frozenset() if best.agentless else source_of(verb)
    if best.by_agent:
        source -= best.content
    cue = cue_of(verb) | best.cue
    content = frozenset(best.content - cue - source)
    if content and not _is_basis(verb, best.frame):
        yield Found(verb.i, best.frame, frozenset(source - cue - content), frozenset(cue), content)


def _fits(verb: Token, complement: Complement, allowed: frozenset[str]) -> bool:
    """Say whether the verb takes the complement; a passive that says by whom it is done may take what the active does.

    "The rumour was dismissed by the palace": but "the wall was painted by the palace" reports nothing, so that a bare
    subject must stand for something said.
    """
    if complement.frame in allowed:
        return True
    kind, _, frame = complement.frame.partition(" ")
    if kind != "passive" or complement.agentless:
        return False
    if frame == "np":
        about = (child for child in verb.lefts if child.dep_ == "nsubjpass")
        return "np" in allowed and any(stands_for_a_claim(noun) for noun in about)
    return frame in _TURNED and f"np {frame}" in allowed


def _is_basis(verb: Token, frame: str) -> bool:
    """Say whether a participle only names what a report rests on: "…, citing an unnamed official"."""
    return verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl"} and verb.lemma_ == "cite" and frame.startswith("np")
