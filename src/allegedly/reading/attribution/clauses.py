"""Where a reported clause ends: tails that the parser hangs on it and that belong to the reporting verb.

"He said that prices rose, adding that wages would follow": the parser makes "adding" part of what he said.
"""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading.attribution.cues import frames, lexeme
from allegedly.reading.attribution.found import subtree
from allegedly.reading.syntax import SUBJECTS

_REPORTED = frozenset({"ccomp", "conj", "advcl", "acl", "relcl"})
_RELATIVE = frozenset({"WDT", "WP"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def reported(clause: Token) -> set[int]:
    """Return the words of what is reported without the tails that go on reporting or answer it."""
    below = clause.doc[clause.left_edge.i : clause.right_edge.i + 1]
    tails = [token for token in below if token != clause and (tail_of(token) is not None or is_answer(token))]
    return subtree(clause, *tails)


def is_answer(tail: Token) -> bool:
    """Say whether an apposition or a relative clause behind a comma answers what is reported before it.

    "…, a charge that Rome denied", "…, an argument dismissed by Rome", "…, which Rome denied"; so does the outlet where
    it has no proof: "…, a figure that could not be verified".
    """
    if not _follows_comma(tail):
        return False
    if tail.dep_ in {"relcl", "advcl"}:
        return is_rejection(tail) and any(child.tag_ in _RELATIVE for child in tail.children)
    if tail.dep_ not in {"appos", "npadvmod", "conj", "dep", "dobj"}:
        return False
    if any(c.dep_ == "relcl" and _is_unproved(c) for c in tail.children):
        return True
    judging = [c for c in tail.children if c.dep_ in {"relcl", "acl"} and frames(lexeme(c), "VERB")]
    if stands_for_a_claim(tail):
        return bool(judging)
    indefinite = any(child.lower_ in {"a", "an"} for child in tail.lefts)
    return indefinite and any(
        child.dep_ == "nsubj" and child.tag_ not in _RELATIVE for c in judging for child in c.lefts
    )


def _is_unproved(verb: Token) -> bool:
    negated = any(child.dep_ == "neg" for child in verb.children)
    return negated and lexeme(verb) in words("cues_proofs", "lemma")


def is_aside(verb: Token) -> bool:
    """Say whether a verb stands in a clause that only compares: ", as Rome says it is,"."""
    return verb.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)


def is_purpose(verb: Token) -> bool:
    """Say whether an infinitive says what for: "in order to ask"."""
    noun = verb.head
    return verb.dep_ == "acl" and noun.lower_ == "order" and noun.i > 0 and noun.nbor(-1).lower_ == "in"


def is_rejection(verb: Token) -> bool:
    """Say whether a verb denies, rejects or dismisses what was said."""
    return lexeme(verb) in words("cues_rejections", "lemma")


def stands_for_a_claim(noun: Token) -> bool:
    """Say whether a noun or pronoun stands for something said: "a charge", "the accusation", "something"."""
    lemma = noun.lemma_.lower()
    return lemma in words("acts_nouns", "lemma") or "clause" in frames(lemma, "NOUN") or noun.lower_ == "something"


def tail_of(verb: Token) -> Token | None:
    """Return the reporting verb outside the clause, whose source the verb in the clause's tail shares, else None."""
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and _is_trailing(verb):
        reporter = _reporter(verb)
        if reporter is not None and (reporter.i > verb.head.i or _reports_a_clause(verb)):
            return reporter
    if verb.dep_ == "conj" and _is_finite(verb) and _can_go_on(verb):
        reporter = _reporter(verb)
        if reporter is not None and (_goes_back(verb) or _is_listed(reporter)):
            return reporter
    return None


def _is_finite(verb: Token) -> bool:
    """Say whether a verb has a tense; a participle with an object and no auxiliary is one that the tagger misread."""
    kinds = {child.dep_ for child in verb.children}
    return verb.tag_ in _FINITE or (verb.tag_ == "VBN" and "dobj" in kinds and not kinds & {"aux", "auxpass"})


def _can_go_on(verb: Token) -> bool:
    return not any(child.dep_ in SUBJECTS for child in verb.children) and bool(frames(verb.lemma_, "VERB") - {"quote"})


def _is_listed(reporter: Token) -> bool:
    """Say whether a reporting verb is itself one of several: "said that …, insisted that … and denied that …"."""
    inherits = reporter.dep_ in {"conj", "ccomp"} and not any(child.dep_ in SUBJECTS for child in reporter.children)
    return inherits and bool(frames(lexeme(reporter.head), "VERB"))


def _follows_comma(word: Token) -> bool:
    first = word.left_edge
    return first.i > 0 and first.nbor(-1).text == ","


def _is_trailing(verb: Token) -> bool:
    """Say whether a participle of a reporting verb follows a comma, with no subject or conjunction."""
    kinds = {child.dep_ for child in verb.children}
    return _follows_comma(verb) and not kinds & (SUBJECTS | {"mark"}) and bool(frames(verb.lemma_, "VERB"))


def _reports_a_clause(verb: Token) -> bool:
    return "clause" in frames(verb.lemma_, "VERB") and any(child.dep_ == "ccomp" for child in verb.children)


def _goes_back(verb: Token) -> bool:
    """Say whether a coordinated verb goes on reporting: "would rise and praised", "had risen and praised"."""
    conjunction = max((c.i for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i), default=0)
    return (
        any(child.tag_ == "MD" for child in verb.head.children)
        or verb.head.tag_ == "VBN"
        or verb.doc[conjunction - 1].text == ","
    )


def _reporter(verb: Token) -> Token | None:
    above = verb.head
    while above.dep_ in _REPORTED and above.dep_ != "ROOT" and above.head != above:
        if above.dep_ == "ccomp" and "clause" in frames(above.head.lemma_, "VERB") and above.head.i < verb.i:
            return above.head
        if above.dep_ == "acl" and above.head.dep_ == "dobj" and frames(above.head.lemma_, "NOUN"):
            return above.head.head if frames(above.head.head.lemma_, "VERB") else None
        above = above.head
    return None
