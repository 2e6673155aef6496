"""Which claim a denial answers: one in its own content, one that its words point back to, one against the denier.

It may also be one that comes behind it: "denied the build-up, as Rome calls it", "… A farmer nevertheless said that …".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from allegedly.lexicon import table, words
from allegedly.reading import syntax
from allegedly.reading.acts.certainty import is_bare_no, is_negative
from allegedly.reading.acts.parts import Parts, Who

_POINTERS = frozenset({"this", "that", "these", "those", "the", "such", "any", "all"})
_PRONOUNS = frozenset({"it", "this", "that", "them", "these", "those"})
_DENIABLE = frozenset({"assert", "accuse", "estimate", "believe", "promise", "threaten"})
_REACH = 12
"""A denial points back at most so many claims."""
_NEAR = 3
"""What shares one matter with a denial, or only its subject, is answered if it stands among so many claims before."""
_ENOUGH = 2
"""How many matters a claim farther off must share."""
_UNDER = frozenset({"as", "where", "which", "what"})
"""Words that open what others say of the thing denied, in the same sentence."""
_AGAINST = frozenset({"nevertheless", "nonetheless", "however", "but", "yet", "still", "though"})
"""Words by which the report sets a claim against what stands before it."""


def answered(n: int, claims: Sequence[Parts], acts: Sequence[str], who: Who) -> str | None:
    """Return the id of the claim that claim number n, a denial, answers, None where there is none in the report."""
    denial = claims[n]
    inside = [parts.claim for parts in claims if parts.claim.parent == denial.claim.id]
    for claim in inside:
        if claim.content and any(piece.overlaps(own) for piece in claim.cue for own in denial.claim.content):
            return claim.id
    behind = _behind(n, claims, acts, who)
    if behind is not None and _comes_under(behind, denial):
        return behind.claim.id
    before = range(n - 1, max(n - 1 - _REACH, -1), -1)
    others = [m for m in before if acts[m] in _DENIABLE and _other_source(claims[m], denial, who)]
    against = [m for m in others if acts[m] == "accuse" and who.same(claims[m].claim.target, denial.claim.actor)]
    if _renames(denial):
        return _first(claims, [m for m in others if _in_one_sentence(claims[m], denial)] or others)
    if _points_back(denial):
        accusing = [m for m in others if acts[m] == "accuse"]
        asserting = [m for m in others if acts[m] == "assert"][:1]
        return _first(claims, against or accusing or asserting)
    later = [n + 1] if behind is not None and _is_set_against(behind) else []
    return _first(claims, _about_same(n, claims, others, (against, later), who) if denial.claim.source else ())


def _behind(n: int, claims: Sequence[Parts], acts: Sequence[str], who: Who) -> Parts | None:
    """Return the claim right behind a denial, if it is another's and tells that something is so."""
    behind = claims[n + 1] if n + 1 < len(claims) else None
    if behind is None or acts[n + 1] not in _DENIABLE or not behind.content or not claims[n].content:
        return None
    return behind if behind.claim.source and _other_source(behind, claims[n], who) else None


def _comes_under(behind: Parts, denial: Parts) -> bool:
    """Say whether a claim stands in a clause that hangs on what is denied: "…, where according to Rome 90 men are"."""
    if not _in_one_sentence(behind, denial) or behind.cue[0].i < denial.content[-1].i:
        return False
    parts = [*behind.cue, *behind.source, *behind.content]
    return any(token.i > denial.content[-1].i and token.lower_ in _UNDER for token in _opening(denial, parts))


def _opening(denial: Parts, parts: Sequence[Token]) -> Sequence[Token]:
    """Return the words from the end of the denial to the claim's first, that one included."""
    first = min((token for token in parts if token.i > denial.content[-1].i), key=lambda token: token.i)
    return list(first.doc[denial.content[-1].i + 1 : first.i + 1])


def _is_set_against(behind: Parts) -> bool:
    """Say whether a word of its sentence, outside of what is claimed, sets a claim against what stands before it."""
    inside = {token.i for token in behind.content}
    last = max(behind.cue[-1].i, behind.content[0].i)
    return any(token.lower_ in _AGAINST and token.i not in inside and token.i <= last for token in behind.cue[0].sent)


def countered(claims: Sequence[Parts], acts: Sequence[str], who: Who) -> dict[int, str]:
    """Return the claims that deny only because of what stands before them, each with the id of what it denies.

    "No" or "it was not" to a question; a source's "had never …" to what somebody accuses it of; what whoever is
    accused says of the same matter, and what anybody replies to it.
    """
    found = {}
    for n, parts in enumerate(claims):
        if acts[n] != "assert" or parts.modal or not parts.claim.source:
            continue
        before = range(n - 1, max(n - 1 - _NEAR, -1), -1)
        others = [m for m in before if _other_source(claims[m], parts, who)]
        answer = next((m for m in others if _is_countered(claims[m], acts[m], parts, who)), None)
        if answer is not None:
            found[n] = claims[answer].claim.id
    return found


def _is_countered(before: Parts, act: str, parts: Parts, who: Who) -> bool:
    negative = is_negative(parts)
    if act == "ask":
        return negative and is_bare_no(parts)
    if act not in {"accuse", "assert", "believe"}:
        return False
    shared = len(_shared(before, parts))
    own_no = negative and parts.speaks_of_itself()
    if act == "accuse" and (own_no or shared) and _is_accused(before, parts, who):
        return True
    replies = any(token.lemma_.lower() in words("acts_replies", "lemma") for token in parts.cue)
    enough = 1 if act == "accuse" or replies else _ENOUGH
    return (own_no or replies) and shared >= enough


def _is_accused(accusation: Parts, parts: Parts, who: Who) -> bool:
    """Say whether a claim's source is, or speaks for, whoever an earlier claim accuses."""
    doers = [token for token in (accusation.subject, accusation.first_noun) if token is not None]
    if parts.claim.actor is not None and any(who.at(doer) == parts.claim.actor for doer in doers):
        return True
    words_of_source = {word.lower() for span in parts.claim.source for word in span.quote.split()}
    return any(doer.lower_ in words_of_source and doer.pos_ != "PRON" for doer in doers)


def _first(claims: Sequence[Parts], numbers: Sequence[int]) -> str | None:
    return claims[numbers[0]].claim.id if numbers else None


def _other_source(parts: Parts, denial: Parts, who: Who) -> bool:
    one, other = parts.claim, denial.claim
    if one.parent == other.id or other.parent == one.id:
        return False
    if "outlet" in {one.source_kind, other.source_kind}:
        return one.source_kind != other.source_kind
    if one.actor is not None and other.actor is not None:
        return one.actor != other.actor and not (
            who.same(one.actor, other.actor) and who.is_state(one.actor) and who.is_state(other.actor)
        )
    return [span.quote for span in one.source] != [span.quote for span in other.source]


def _renames(denial: Parts) -> bool:
    """Say whether what is denied is another name for what the sentence reports: "…, a charge that Rome denied"."""
    if len(denial.content) == 1 and denial.content[0].lower_ == "which":
        return True
    noun = denial.head
    follows = noun is not None and noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text == ","
    return noun is not None and follows and noun.i < denial.cue[0].i and noun.dep_ not in syntax.SUBJECTS


def _in_one_sentence(one: Parts, other: Parts) -> bool:
    return one.cue[0].sent.start == other.cue[0].sent.start


def _points_back(denial: Parts) -> bool:
    """Say whether the content is "this charge", "the claims", "it", "their accusations", "any involvement"."""
    if not denial.content:
        return False
    if len(denial.content) == 1 and denial.content[0].lower_ in _PRONOUNS:
        return True
    noun = denial.head if denial.head is None or denial.head.pos_ != "AUX" else denial.subject
    if noun is None or noun.lemma_.lower() not in words("acts_nouns", "lemma"):
        return False
    before = [child for child in noun.children if child.i < noun.i]
    plain = not before and len(denial.content) <= 2
    return plain or any(child.lower_ in _POINTERS or child.dep_ == "poss" for child in before)


def _shared(one: Parts, other: Parts) -> set[str]:
    return _matters(one) & _matters(other)


def _about_same(
    n: int, claims: Sequence[Parts], others: Sequence[int], surer: tuple[Sequence[int], Sequence[int]], who: Who
) -> Sequence[int]:
    """Return the claims that speak of what claim number n denies; the surest kind of sign that there is decides.

    `surer` are those that accuse the denier, and those behind the denial that are set against it.
    """
    denial = claims[n]
    against, later = surer
    shared = {m: len(_shared(claims[m], denial)) for m in others}
    of_denier = {m for m in others if _of_denier(claims[m], denial, who)}
    near = [m for m in others if m >= n - _NEAR]
    signs = (
        [m for m in against if shared[m]],
        [m for m in others if shared[m] and m in of_denier],
        [m for m in others if shared[m] >= _ENOUGH],
        later,
        [m for m in near if shared[m]],
        [m for m in near if m in of_denier],
    )
    return next((found for found in signs if found), [])


def _of_denier(parts: Parts, denial: Parts, who: Who) -> bool:
    """Say whether a claim lays something on whoever denies it: both speak of the denier."""
    itself = denial.speaks_of_itself() or (
        denial.subject is not None and who.same(who.at(denial.subject), denial.claim.actor)
    )
    if not itself:
        return False
    named = parts.subject is not None and parts.subject.pos_ != "PRON"
    subject = who.at(parts.subject) if parts.subject is not None and named else None
    return who.same(parts.claim.target, denial.claim.actor) or who.same(subject, denial.claim.actor)


@cache
def _topics() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("acts_topics"):
        found.setdefault(row["lemma"], set()).add(row["topic"])
    return {lemma: frozenset(topics) for lemma, topics in found.items()}


def _matters(parts: Parts) -> set[str]:
    """Return what a claim is about: its lemmas, or the matters that they are words of."""
    lemmas = (t.lemma_.lower() for t in parts.content if t.pos_ in {"NOUN", "VERB", "ADJ"} and not t.is_stop)
    return {matter for lemma in lemmas for matter in _topics().get(lemma, (lemma,))}
