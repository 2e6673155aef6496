"""What a source says of itself: what it has in mind, what it will do or not do, what it has not done."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from allegedly.lexicon import table, words
from allegedly.reading import syntax
from allegedly.reading.acts.blame import has_deed
from allegedly.reading.acts.parts import Parts, Who
from allegedly.reading.acts.subjects import is_somebody

_AHEAD = frozenset({"will", "'ll", "’ll", "would", "wo", "shall"})
_FORCES = frozenset(
    {"army", "fighter", "fleet", "force", "forces", "guard", "militia", "navy", "soldier", "troop", "troops"}
)
_YES = frozenset({"yes", "agreed", "okay", "ok", "sure"})
_LINKS = frozenset({"be", "remain", "feel"})


@cache
def _minds() -> dict[tuple[str, bool], str]:
    """Return the act by lemma, and whether it is one in the present tense only."""
    return {(row["lemma"], row["tense"] == "present"): row["act"] for row in table("acts_own")}


def own_act(parts: Parts, who: Who) -> str:
    """Return the act of a content that speaks of the source itself."""
    head = parts.head
    if head is None:
        return "assert"
    if _withholds(parts):
        return "refuse"
    if parts.modal in _AHEAD:
        return _ahead(parts, who)
    if disowns(parts):
        return "deny"
    return _in_mind(parts) or "assert"


def _ahead(parts: Parts, who: Who) -> str:
    """Return what it does to say what one will do."""
    head = parts.head
    if head is None:
        return "assert"
    lemma = head.lemma_.lower()
    if lemma in words("acts_harm", "lemma", kind="") | words("acts_harm", "lemma", kind="both"):
        return "promise" if syntax.is_negated(head) else "threaten"
    if not is_up_to_source(parts, who):
        return "assert"
    if any(_is_condition_to_meet(child) for child in head.children):
        return "threaten"
    if syntax.is_negated(head):
        return "refuse"
    if parts.content[0].lower_ in _YES or [t.lower_ for t in parts.content[:2]] == ["all", "right"]:
        return "agree"
    conditional = any(token.lower_ == "if" for token in parts.content)
    if conditional and _is_force(parts.subject):
        return "threaten"
    return "assert" if conditional or lemma in words("acts_moves", "lemma") else "promise"


def _is_force(subject: Token | None) -> bool:
    """Say whether a subject is the source's own force: "his troops"."""
    return subject is not None and subject.lemma_.lower() in _FORCES


def _is_condition_to_meet(clause: Token) -> bool:
    """Say whether a clause names what must be done to avert it: "unless fuel tax is cut", "if it is not paid"."""
    marks = {child.lower_ for child in clause.lefts if child.dep_ == "mark"}
    return clause.dep_ == "advcl" and ("unless" in marks or ("if" in marks and syntax.is_negated(clause)))


def is_up_to_source(parts: Parts, who: Who) -> bool:
    """Say whether what the source says it will do is a deed of its own will."""
    head, subject = parts.head, parts.subject
    if head is None or subject is None or syntax.is_passive(head):
        return False
    if subject.pos_ != "PRON" and not is_somebody(subject):
        return False
    actor = who.at(subject)
    another = actor is not None and parts.claim.actor is not None and not who.same(actor, parts.claim.actor)
    return not another and head.lemma_.lower() not in words("acts_states", "lemma")


def _withholds(parts: Parts) -> bool:
    """Say whether the source says that it does not tell: "could not comment", "does not discuss such cases"."""
    head = parts.head
    if head is None or not syntax.is_negated(head) or head.lemma_.lower() not in words("acts_untold", "lemma"):
        return False
    done = any((child.lemma_ == "have" and child.dep_ == "aux") or child.lower_ == "did" for child in head.lefts)
    return not done


def _in_mind(parts: Parts) -> str | None:
    """Return the act of the content's own verb or state: "said she hoped that …", “I thank …”, "was confident"."""
    head = parts.head
    if head is None or any(child.lemma_ == "have" and child.dep_ == "aux" for child in head.lefts):
        return None
    told: list[Token] = [head]
    if head.lemma_ in _LINKS:
        told += [child for child in head.rights if child.dep_ in {"acomp", "attr"}]
    elif parts.modal or (syntax.is_passive(head) and head.lower_ not in {"convinced", "concerned", "worried"}):
        return None
    present = head.tag_ in {"VBP", "VBZ"}
    for token in told:
        for lemma in (token.lemma_.lower(), token.lower_):
            act = _minds().get((lemma, False)) or (_minds().get((lemma, True)) if present else None)
            if act is not None:
                return act if not syntax.is_negated(head) or act == "believe" else None
    return None


def _is_denied(head: Token, *, negated: bool, nothing: bool) -> bool:
    """Say whether a past deed is one that who speaks of it with such a negation clears himself of."""
    past = head.tag_ in {"VBD", "VBN"} or any(child.lower_ in {"did", "have", "had"} for child in head.lefts)
    if not past or syntax.is_passive(head):
        return False
    emphatic = nothing or any(child.lower_ == "never" for child in head.lefts)
    lemma = head.lemma_.lower()
    if emphatic and lemma in words("acts_denied", "lemma"):
        return True
    return negated and lemma in words("acts_denied", "lemma", **{"with": "not"})


def disowns(parts: Parts) -> bool:
    """Say whether the source clears itself: "had never attacked …", "has no plans to …", "was not involved"."""
    head = parts.head
    if head is None or head.pos_ not in {"VERB", "AUX"} or parts.modal:
        return False
    objects = [child for child in head.rights if child.dep_ in {"dobj", "attr", "acomp"}]
    objects += [t for child in head.rights if child.dep_ == "prep" for t in child.rights if t.dep_ == "pobj"]
    none = [noun for noun in objects if any(t.lower_ in {"no", "any"} for t in noun.lefts) or noun.lower_ == "nothing"]
    negated = syntax.is_negated(head)
    if (none or negated) and has_deed(head, words("acts_blame", "lemma")):
        return True
    if _is_denied(head, negated=negated, nothing=any(noun.lower_ == "nothing" for noun in objects)):
        return True
    disowned = words("acts_disowned", "lemma")
    if any(noun.lemma_.lower() in disowned for noun in (objects if negated else none)):
        return True
    return head.lemma_ == "know" and bool(none) and not negated
