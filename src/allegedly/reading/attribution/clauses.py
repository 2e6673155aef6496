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
        reporter = _reporter(verb)
        if reporter is not None and (reporter.i > verb.head.i or _reports_a_clause(verb)):
            return reporter
    if verb.tag_ in _FINITE and verb.dep_ == "conj" and _goes_back(verb):
        return _reporter(verb)
    return None


def _is_trailing(verb: Token) -> bool:
    """Say whether a participle of a reporting verb follows a comma, with no subject or conjunction."""
    first = verb.left_edge
    kinds = {child.dep_ for child in verb.children}
    follows = first.i > 0 and first.nbor(-1).text == ","
    return follows and not kinds & (SUBJECTS | {"mark"}) and bool(frames(verb.lemma_, "VERB"))


def _reports_a_clause(verb: Token) -> bool:
    return "clause" in frames(verb.lemma_, "VERB") and any(child.dep_ == "ccomp" for child in verb.children)


def _goes_back(verb: Token) -> bool:
    """Say whether a coordinated verb goes on reporting: "would rise and praised", "had risen, and praised"."""
    conjunction = max((c.i for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i), default=0)
    return (
        (any(child.tag_ == "MD" for child in verb.head.children) or verb.doc[conjunction - 1].text == ",")
        and not any(child.dep_ in SUBJECTS for child in verb.children)
        and bool(frames(verb.lemma_, "VERB"))
    )


def _reporter(verb: Token) -> Token | None:
    above = verb.head
    while above.dep_ in _REPORTED and above.dep_ != "ROOT" and above.head != above:
        if above.dep_ == "ccomp" and "clause" in frames(above.head.lemma_, "VERB") and above.head.i < verb.i:
            return above.head
        above = above.head
    return None
