"""Whether an event occurred, is going on, lies ahead, is only supposed, or did not happen (from tense and context)."""

from __future__ import annotations

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading import syntax
from allegedly.reading.events.triggers import Trigger
from allegedly.records import Status

GOVERNING = ("intended", "averted", "hypothesised")
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
IF = frozenset({"if", "unless", "whether", "lest"})
INVERTED = frozenset({"should", "had", "were"})
CLOSING = " \n\"'”’"
SUPPOSITIONS = frozenset({("in", "case"), ("in", "event")})
"""What stands before "of" where the report only thinks of what follows."""
CLIMBED = frozenset(
    {"xcomp", "pcomp", "prep", "acl", "advcl", "dobj", "pobj", "conj", "ccomp", "attr", "acomp", "oprd"}
)


def status(trigger: Trigger) -> Status:
    """Return the status that the sentence gives to the event of this trigger."""
    token = trigger.token
    if trigger.is_noun:
        return _of_noun(token) or _above(token) or _as_subject(token) or "occurred"
    if token.lower_ == "must":
        return "occurred"
    return _of_verb(token) or _above(token) or ("ongoing" if _is_progressive(token) else "occurred")


def _of_verb(verb: Token) -> Status | None:
    """Return the status that a verb's own auxiliaries, negation and conjunction give it, None if they leave it open."""
    if verb.dep_ in {"acomp", "oprd"}:
        verb = verb.head
    auxiliaries = _auxiliaries(verb)
    lemmas = {token.lower_ for token in auxiliaries}
    if any(child.dep_ == "mark" and child.lower_ in IF for child in verb.children) or _is_inverted(verb):
        return "hypothetical"
    if _is_denied(verb):
        return "negated"
    if lemmas & words("event_statuses", kind="future") or _is_going_to(verb):
        return "future"
    if "would" in lemmas:
        return "hypothetical" if _has_condition(verb) else "future"
    if lemmas & words("event_statuses", kind="modal"):
        return "hypothetical"
    return None


def _auxiliaries(verb: Token) -> list[Token]:
    own = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if not own and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and not _own_subject(verb):
        return _auxiliaries(verb.head)
    return own


def _own_subject(verb: Token) -> bool:
    return any(child.dep_ in syntax.SUBJECTS for child in verb.children)


def _is_denied(verb: Token) -> bool:
    if syntax.is_negated(verb):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True
    subject = next((child for child in verb.children if child.dep_ in syntax.SUBJECTS), None)
    return subject is not None and (
        subject.lower_ in {"nobody", "none"} or any(c.dep_ == "det" and c.lower_ == "no" for c in subject.children)
    )


def _is_going_to(verb: Token) -> bool:
    """Say whether it is "going to" or "is to" happen."""
    if verb.dep_ != "xcomp" or not any(child.lower_ == "to" for child in verb.children):
        return False
    return (verb.head.lower_ == "going") or (verb.head.lemma_ == "be" and verb.head.tag_ in {"VBZ", "VBP", "VBD"})


def _is_inverted(verb: Token) -> bool:
    """Say whether the clause is a condition by its order: "should Chad attack", "had it fired", "were it to fire"."""
    if verb.head.lower_ == "were" and verb.head.dep_ == "advcl":
        return any(child.dep_ in syntax.SUBJECTS and child.i > verb.head.i for child in verb.head.children)
    subject = next((child for child in verb.children if child.dep_ in syntax.SUBJECTS), None)
    if subject is None or verb.dep_ not in {"advcl", "ccomp"} or verb.sent.text.rstrip(CLOSING).endswith("?"):
        return False
    helping = [child for child in verb.children if child.dep_ == "aux" and child.i < subject.i]
    plain = all(token.tag_ not in {"WRB", "WP", "WDT"} for token in verb.children)
    return plain and any(child.lower_ in INVERTED for child in helping)


def _has_condition(verb: Token) -> bool:
    return any(
        child.dep_ == "advcl" and any(mark.dep_ == "mark" and mark.lower_ in IF for mark in child.children)
        for child in verb.children
    )


def _is_progressive(verb: Token) -> bool:
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    return (verb.tag_ == "VBG" and bool(auxiliaries & {"is", "are", "been", "'s", "'re"})) or verb.lemma_ in {
        "continue",
        "remain",
    }


def _of_noun(noun: Token) -> Status | None:
    for child in noun.children:
        if child.dep_ in {"amod", "compound"}:
            for kind in ("supposed", "planned", "ongoing"):
                if child.lower_ in words("event_statuses", kind=kind):
                    named: dict[str, Status] = {"supposed": "hypothetical", "planned": "future", "ongoing": "ongoing"}
                    return named[kind]
        if child.dep_ == "det" and child.lower_ == "no":
            return "negated"
    return None


def _as_subject(noun: Token) -> Status | None:
    """Return the status of an indefinite deed of which something would be true: "a raid would be answered"."""
    verb = noun.head
    if noun.dep_ not in syntax.SUBJECTS or any(
        child.dep_ == "poss" or child.lower_ in DEFINITE for child in noun.children
    ):
        return None
    helping = {child.lower_ for child in _auxiliaries(verb)}
    supposed = bool(helping & {"would", "could", "might", "may"}) and "have" not in helping
    return "hypothetical" if supposed else None


def _is_supposition(preposition: Token) -> bool:
    """Say whether it is the "of" of "in the event of" or "in case of"; "in the case of" only names one."""
    noun = preposition.head
    definite = any(child.dep_ == "det" for child in noun.children)
    asked = (noun.head.lower_, noun.lower_) in SUPPOSITIONS
    return preposition.lower_ == "of" and asked and (noun.lower_ == "event" or not definite)


def _above(token: Token) -> Status | None:
    """Return what the governing words say: planned, attempted in vain, feared, alleged; None if nothing."""
    for _ in range(6):
        if token.dep_ not in CLIMBED or token.head == token:
            return None
        head, label = token.head, token.dep_
        if label in {"xcomp", "pcomp", "ccomp", "prep", "acl", "dobj", "acomp"} and (governed := _governed(token)):
            return governed
        if label in {"xcomp", "pcomp", "acomp"} and head.pos_ in {"VERB", "AUX"} and (own := _of_verb(head)):
            return own
        if label == "advcl":
            if _is_purpose(token) and head.lemma_ not in words("event_statuses", kind="enabling"):
                return "hypothetical"
            return None
        if label == "ccomp" and _own_subject(token) and token.tag_ != "VB":
            return None
        token = head
    return None


def _governed(token: Token) -> Status | None:
    """Return what the word just above says by itself."""
    head = token.head
    if _is_supposition(token):
        return "hypothetical"
    lemma = head.lemma_.lower() if head.pos_ in {"VERB", "NOUN", "ADJ"} else ""
    kind = next((kind for kind in GOVERNING if lemma in words("event_statuses", kind=kind)), None)
    return _of_kind(kind, head) if kind else None


def _of_kind(kind: str, head: Token) -> Status:
    if kind == "averted":
        return "negated"
    if kind == "intended" and not _is_alleged(head):
        return "future"
    return "hypothetical"


def _is_purpose(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _is_alleged(token: Token) -> bool:
    """Say whether a plan is one that somebody is accused of."""
    for _ in range(4):
        if token.head == token:
            return False
        token = token.head
        if token.lemma_.lower() in words("event_statuses", kind="accusing"):
            return True
    return False
