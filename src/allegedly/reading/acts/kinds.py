"""Which act a claim is: by its cue, and where the cue leaves it open, by its content."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from allegedly.lexicon import table, words
from allegedly.reading import syntax
from allegedly.reading.acts.blame import has_deed, is_deed_of_another
from allegedly.reading.acts.contents import act_of_content, has_number, is_measured
from allegedly.reading.acts.descriptions import described_as, named_act
from allegedly.reading.acts.forms import is_question
from allegedly.reading.acts.own import is_up_to_source
from allegedly.reading.acts.parts import Parts, Who, prepositions
from allegedly.reading.acts.subjects import is_another, is_somebody
from allegedly.reading.acts.withheld import withheld
from allegedly.reading.attribution.cues import lexeme

_LONGEST = 3
"""A cue's entry has at most so many words ("plead not guilty")."""
_OPEN = frozenset({"assert", "demand", "believe"})
"""Acts of a cue whose content may be a question all the same: “Is it safe?” he demanded."""


@cache
def _table() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row["lemma"], row["takes"]): tuple(row["act"].split("|")) for row in table("acts_cues")}


def act_of(parts: Parts, who: Who, denier: Parts | None) -> str:
    """Return the act's code; `denier` is the denial in whose content the claim stands, if there is one."""
    if parts.gives_verdict:
        return "deny"
    if _declines(parts):
        return "refuse"
    acts = entry(parts)
    act = "assert" if acts is None else acts[0] if len(acts) == 1 else _decided(acts, parts, who)
    if act in _OPEN and is_question(parts):
        return "ask"
    if act == "believe" and _wants_of_another(parts):
        return "demand"
    named = acts is not None and acts[0] == "accuse" and len(acts) > 1
    if act == "assert" and parts.tells_verdict and not is_question(parts) and not withheld(parts.claim):
        return "deny"
    if act == "assert" and not named:
        return "accuse" if _charges(parts, who) else act_of_content(parts, who, denier)
    return act


def negates(parts: Parts, act: str) -> bool:
    """Say whether the cue itself denies or refuses what follows it; a content may also do so by its own words."""
    acts = entry(parts)
    return act in {"deny", "refuse"} and acts is not None and act in acts and "accuse" not in acts


def _wants_of_another(parts: Parts) -> bool:
    """Say whether somebody else is wanted to do something: "wants deputies to sit through August"."""
    main = parts.main
    if main is None or syntax.is_passive(main) or not any(t.lemma_.lower() in {"want", "like"} for t in parts.cue):
        return False
    doer = next((child for child in main.lefts if child.dep_ in syntax.SUBJECTS), None)
    return any(child.tag_ == "TO" for child in main.lefts) and doer is not None and is_somebody(doer)


def entry(parts: Parts) -> tuple[str, ...] | None:
    """Return the acts that the first word of the cue with any does, None if the cue merely tells."""
    for n, word in enumerate(parts.cue):
        takes = _takes(word, parts)
        for lemma in _lemmas(n, parts):
            found = next((_table()[lemma, kind] for kind in takes if (lemma, kind) in _table()), None)
            if found is not None:
                return found
    return None


def _lemmas(n: int, parts: Parts) -> Iterator[str]:
    """Yield what the entry of the n-th word of the cue may be called, the longest first."""
    word = parts.cue[n]
    following = [token.lower_ for token in parts.cue[n + 1 : n + _LONGEST]]
    for length in range(len(following), 0, -1):
        yield " ".join([word.lemma_.lower(), *following[:length]])
    if word.pos_ == "VERB":
        yield from (f"{word.lemma_.lower()} {c.lower_}" for c in word.rights if c.dep_ in {"prt", "advmod", "prep"})
        yield lexeme(word)
    yield word.lemma_.lower()
    if word.lower_ != word.lemma_.lower():
        yield word.lower_


def _takes(word: Token, parts: Parts) -> list[str]:
    """Return how the content opens, the most telling first; "" stands for any."""
    takes = [""]
    main = parts.main
    if main is not None and any(c.tag_ == "TO" and c.dep_ == "aux" for c in main.children):
        takes.insert(0, "to")
    linked = prepositions(word) | {token.lower_ for token in parts.cue}
    takes[:0] = [kind for kind in ("for", "against") if kind in linked]
    if parts.content and word.pos_ == "VERB" and described_as(word) is not None:
        takes.insert(0, "name")
    return takes


def _charges(parts: Parts, who: Who) -> bool:
    """Say whether somebody whose calling is to accuse speaks of another: "prosecutors say the banker moved …"."""
    if _is_by(parts, words("acts_accusers", "lemma", says="any")):
        return parts.subject is not None and is_another(parts.subject, parts, who) and not parts.modal
    rumoured = any(t.pos_ == "NOUN" and t.lemma_.lower() in words("acts_claiming", "lemma") for t in parts.cue)
    return (rumoured or _is_by(parts, words("acts_accusers", "lemma"))) and is_deed_of_another(parts, who)


def _declines(parts: Parts) -> bool:
    """Say whether the cue itself tells of not telling: "would not say", "isn't saying", "would not be drawn"."""
    lower = [token.lower_ for token in parts.cue]
    if not any(word in {"not", "n't", "n’t", "never"} for word in lower):
        return False
    return any(word in {"would", "will", "wo"} for word in lower) or "saying" in lower


def _decided(acts: tuple[str, ...], parts: Parts, who: Who) -> str:
    match acts:
        case ("accuse", other):
            named = named_act(parts)
            return named if named != "assert" else other
        case ("deny", _):
            first = _is_claim(parts)
        case ("estimate", _):
            first = _has_measure(parts)
        case ("threaten", "promise"):
            first = has_deed(parts.main or parts.head, _harm())
        case _:
            first = _menaces(parts, who)
    return acts[0] if first else acts[1]


def _has(verb: Token, preposition: str) -> bool:
    return any(child.lower_ == preposition for child in verb.rights)


def _harm() -> frozenset[str]:
    return words("acts_harm", "lemma", kind="") | words("acts_harm", "lemma", kind="both")


def _is_claim(parts: Parts) -> bool:
    noun = parts.head
    if noun is None or noun.pos_ in {"VERB", "AUX", "PRON"}:
        return True
    suspected = words("acts_nouns", "lemma") | words("acts_blame", "lemma")
    return noun.lemma_.lower() in suspected or any(token.lower_ == "as" for token in noun.rights)


def _has_measure(parts: Parts) -> bool:
    """Say whether what is thought or expected is a measure, or comes from who forecasts by calling."""
    expects = any(token.lemma_.lower() in {"expect", "anticipate", "expectation", "foresee"} for token in parts.cue)
    if expects and _is_by(parts, words("acts_forecasters", "lemma")):
        return True
    return has_number(parts) and (expects or is_measured(parts))


def _is_by(parts: Parts, callings: frozenset[str]) -> bool:
    """Say whether one of the source's words is one of these callings, in the singular or the plural."""
    told = {word.strip("’',") for span in parts.claim.source for word in span.quote.lower().split()}
    return any(word in callings or word.removesuffix("s") in callings for word in told)


def _menaces(parts: Parts, who: Who) -> bool:
    """Say whether who warns will see to it himself: he speaks of what he will do, or a state of the consequences."""
    if who.is_state(parts.claim.actor) and any(t.lemma_.lower() in words("acts_costs", "lemma") for t in parts.content):
        return True
    main = parts.main
    if main is not None and syntax.is_passive(main) and not any(child.dep_ == "agent" for child in main.rights):
        punished = words("acts_harm", "lemma", kind="passive") | words("acts_harm", "lemma", kind="both")
        return main.lemma_.lower() in punished or (f"{main.lemma_.lower()} with" in punished and _has(main, "with"))
    return parts.speaks_of_itself() and (is_up_to_source(parts, who) or has_deed(parts.head, _harm()))
