"""Which claim a denial answers: one in its own content, one that its words point back to, one against the denier."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.lexicon import words
from allegedly.reading.acts.parts import Parts, Who

_POINTERS = frozenset({"this", "that", "these", "those", "the", "such", "any", "all"})
_PRONOUNS = frozenset({"it", "this", "that", "them", "these", "those"})
_REACH = 12
"""A denial points back at most so many claims."""


def answered(n: int, claims: Sequence[Parts], acts: Sequence[str], who: Who) -> str | None:
    """Return the id of the claim that claim number n, a denial, answers, None where there is none in the report."""
    denial = claims[n]
    inside = [parts.claim for parts in claims if parts.claim.parent == denial.claim.id]
    for claim in inside:
        if claim.content and any(piece.overlaps(own) for piece in claim.cue for own in denial.claim.content):
            return claim.id
    before = range(n - 1, max(n - 1 - _REACH, -1), -1)
    others = [m for m in before if acts[m] != "deny" and _other_source(claims[m], denial, who)]
    against = [m for m in others if acts[m] == "accuse" and who.same(claims[m].claim.target, denial.claim.actor)]
    if _points_back(denial):
        accusing = [m for m in others if acts[m] == "accuse"]
        asserting = [m for m in others if acts[m] == "assert"][:1]
        return _first(claims, against or accusing or asserting)
    return _first(claims, [m for m in against if _shared(claims[m], denial)] or _about_same(claims, others, denial))


def _first(claims: Sequence[Parts], numbers: Sequence[int]) -> str | None:
    return claims[numbers[0]].claim.id if numbers else None


def _other_source(parts: Parts, denial: Parts, who: Who) -> bool:
    one, other = parts.claim, denial.claim
    if one.parent == other.id or other.parent == one.id:
        return False
    if one.actor is not None and other.actor is not None:
        return not who.same(one.actor, other.actor)
    return [span.quote for span in one.source] != [span.quote for span in other.source]


def _points_back(denial: Parts) -> bool:
    """Say whether the content is "this charge", "the claims", "it", "their accusations", "any involvement"."""
    if not denial.content:
        return False
    if len(denial.content) == 1 and denial.content[0].lower_ in _PRONOUNS:
        return True
    noun = denial.head
    if noun is None or noun.lemma_.lower() not in words("acts_nouns", "lemma"):
        return False
    before = [child for child in noun.children if child.i < noun.i]
    plain = not before and len(denial.content) <= 2
    return plain or any(child.lower_ in _POINTERS or child.dep_ == "poss" for child in before)


def _shared(one: Parts, other: Parts) -> set[str]:
    return _lemmas(one) & _lemmas(other)


def _about_same(claims: Sequence[Parts], others: Sequence[int], denial: Parts) -> list[int]:
    return [m for m in others if len(_shared(claims[m], denial)) >= 2]


def _lemmas(parts: Parts) -> set[str]:
    return {t.lemma_.lower() for t in parts.content if t.pos_ in {"NOUN", "VERB", "ADJ"} and not t.is_stop}
