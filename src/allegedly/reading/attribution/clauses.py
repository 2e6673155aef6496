"""Where a reported clause ends: tails that the parser hangs on it and that belong to the reporting verb.

"He said that prices rose, adding that wages would follow": the parser makes "adding" part of what he said.
"""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.reading.attribution.cues import frames
from allegedly.reading.attribution.found import subtree
from allegedly.reading.syntax import SUBJECTS

_REPORTED = frozenset({"ccomp", "conj", "advcl", "acl", "relcl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def reported(clause: Token) -> set[int]:
    """Return the words of a reported clause without the tails that go on reporting."""
    return subtree(
        clause,
        *(token for token in clause.doc[clause.left_edge.i : clause.right_edge.i + 1] if tail_of(token) is not None),
    )


def tail_of(verb: Token) -> Token | None:
    """Return the reporting verb outside the clause, whose source the verb in the clause's tail shares, else None."""
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and _is_trailing(verb):
        return _reporter(verb)
    if verb.tag_ in _FINITE and verb.dep_ == "conj" and _goes_back(verb):
        return _reporter(verb)
    return None


def _is_trailing(verb: Token) -> bool:
    """Say whether a participle follows a comma and reports a clause of its own, with no subject or conjunction."""
    first = verb.left_edge
    kinds = {child.dep_ for child in verb.children}
    return (
        first.i > 0
        and first.nbor(-1).text == ","
        and "ccomp" in kinds
        and not kinds & (SUBJECTS | {"mark"})
        and "clause" in frames(verb.lemma_, "VERB")
    )


def _goes_back(verb: Token) -> bool:
    """Say whether a coordinated verb cannot share the modal of the verb it hangs on: "would rise and praised"."""
    return (
        any(child.tag_ == "MD" for child in verb.head.children)
        and not any(child.dep_ in SUBJECTS for child in verb.children)
        and bool(frames(verb.lemma_, "VERB"))
    )


def _reporter(verb: Token) -> Token | None:
    above = verb.head
    while above.dep_ in _REPORTED and above.dep_ != "ROOT" and above.head != above:
        if above.dep_ == "ccomp" and "clause" in frames(above.head.lemma_, "VERB") and above.head.i < above.i:
            return above.head
        above = above.head
    return None
