"""Whether a source says that it is so or not so (polarity), and whether it leaves that open (certainty).

Both are those of the content's main statement according to the source, after FactBank (Saurí and Pustejovsky 2009),
with two values each.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from allegedly.lexicon import words
from allegedly.reading import syntax
from allegedly.reading.acts.parts import Parts, prepositions
from allegedly.records import Certainty, Polarity

_NONE = frozenset({"no", "not", "never", "nobody", "nothing", "none", "neither", "nor", "nowhere"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_NEGATING = frozenset(
    {"doubt", "doubtful", "disbelieve", "distrust", "sceptical", "skeptical", "forbid", "ban", "prohibit"}
)
_BARE = 4
"""An answer of at most so many words that opens with a no is no more than that."""
_LINKS = frozenset({"be", "remain", "seem", "look", "appear"})


def polarity_of(parts: Parts, negates: bool) -> Polarity:
    """Return the polarity; `negates` says whether the cue by itself denies or refuses what follows it."""
    turned = negates != _is_negated_cue(parts)
    return "negative" if turned != is_negative(parts) else "positive"


def _is_negated_cue(parts: Parts) -> bool:
    """Say whether the cue says no to its content: "did not believe", "doubts", "warned against"."""
    lower = {token.lower_ for token in parts.cue}
    lemmas = {token.lemma_.lower() for token in parts.cue}
    against = "against" in lower or any("against" in prepositions(token) for token in parts.cue)
    if "guilty" in lower:  # "pleaded not guilty" is one denial
        return False
    negated = bool(lower & _NOT) or any(syntax.is_negated(token) for token in parts.cue if token.pos_ == "VERB")
    return (negated or against) != bool(lemmas & _NEGATING)


def is_negative(parts: Parts) -> bool:
    """Say whether a word of negation stands in the main statement: at its verb, its subject, or what follows it."""
    main = parts.main
    if parts.content and parts.content[0].lower_ in _NONE - {"neither"}:
        return True
    if main is None:
        return False
    return syntax.is_negated(main) or any(_is_none(noun) for noun in _arguments(main))


def is_bare_no(parts: Parts) -> bool:
    """Say whether the content is no more than a no: “Not yet”, "that it was not"."""
    head = parts.head
    if parts.content and parts.content[0].lower_ in {"no", "not", "never"} and len(parts.content) <= _BARE:
        return True
    return head is not None and head.pos_ == "AUX" and syntax.is_negated(head) and not list(_told(head))


def _told(verb: Token) -> Iterator[Token]:
    return (child for child in verb.rights if child.dep_ not in {"neg", "punct"})


def _arguments(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in syntax.SUBJECTS or child.dep_ in {"dobj", "attr", "acomp"}:
            yield child
        elif child.dep_ == "prep":
            yield from (below for below in child.rights if below.dep_ == "pobj")


def _is_none(noun: Token) -> bool:
    return noun.lower_ in _NONE or any(
        child.lower_ in {"no", "neither"} and child.dep_ == "det" for child in noun.lefts
    )


def certainty_of(parts: Parts) -> Certainty:
    """Return "possible" where the cue guesses, or the main statement stands under a word of possibility."""
    if any(_is_of(token, "cue") for token in parts.cue):
        return "possible"
    main = parts.main
    if main is None:
        return "certain"
    own = parts.speaks_of_itself() and main == parts.head
    if own and (_is_of(main, "cue") or any(_is_of(c, "cue") for c in main.rights if c.dep_ == "acomp")):
        return "possible"
    return "possible" if _is_open(main) else "certain"


def _is_open(verb: Token) -> bool:
    beside = [child for child in verb.children if child.tag_ == "MD" or child.dep_ == "advmod"]
    unable = syntax.is_negated(verb) and not any(child.lemma_ == "have" for child in verb.lefts)
    for child in beside:
        if _is_of(child, "adverb") or (_is_of(child, "modal") and not (unable and child.lower_ == "could")):
            return True
    if _is_of(verb, "verb"):
        return True
    return verb.lemma_ in _LINKS and any(_is_of(c, "state") for c in verb.rights if c.dep_ in {"acomp", "attr"})


def _is_of(token: Token, kind: str) -> bool:
    uncertain = words("acts_uncertain", "word", kind=kind)
    return token.lower_ in uncertain or token.lemma_.lower() in uncertain
