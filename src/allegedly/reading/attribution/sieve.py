"""Which of the attributions found are kept: what is too thin, or stands inside another's content, is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc

from allegedly.lexicon import words
from allegedly.reading.attribution.clauses import is_aside
from allegedly.reading.attribution.cues import frames
from allegedly.reading.attribution.found import Found
from allegedly.reading.attribution.parts import asks_nobody
from allegedly.reading.syntax import is_passive

_SAID = frozenset({"clause", "quote", "according to", "headline", "quoting", "citing"})
_ACTS = frozenset({"noun clause", "np of", "passive of"})
_SHORT = 6
"""How many words ask for anonymity at most: "to not be publicly identified"."""
_REASONS = frozenset({"because", "since", "as", "for", "due", "given", "when", "while", ","})
"""Words that open why they do: "anonymity for fear of reprisals"."""
_WISHING = frozenset({"ask", "request", "want", "prefer", "demand", "insist", "wish"})
_NOBODY = frozenset({"no", "nobody", "none", "neither"})
_ECHO = 3
"""How many words a stand-in has at most: "it is not"."""
_PERFORMING = frozenset(
    {
        "deny",
        "reject",
        "dismiss",
        "refute",
        "dispute",
        "accuse",
        "condemn",
        "demand",
        "threaten",
        "promise",
        "vow",
        "pledge",
    }
)
"""Verbs that do what they say: a single word is content enough ("denied it")."""
_ANSWERING = frozenset({"deny", "reject", "dismiss", "refute", "dispute", "accuse"})
"""Verbs of charge and denial, which count inside another's content too; what somebody there pledges is what is said."""


def kept(doc: Doc, all_found: Sequence[Found]) -> list[Found]:
    """Return the attributions that are kept, in the order given.

    Inside another's content only acts of speech are kept ("said that Rome had denied …"): what somebody is said to
    want or to think is part of what is said. Whom the outlet names with "according to" passes on threats and promises.
    """
    all_found = _without_channels(_without_carriers(all_found))
    said = {i for found in all_found if found.frame != "according to" for i in found.content}
    covered = said.union(*(found.content for found in all_found))
    return [
        found
        for found in all_found
        if _is_full(doc, found)
        and (
            found.head not in covered
            or _speaks(doc, found)
            or (found.head not in said and doc[found.head].lemma_ in _PERFORMING)
        )
    ]


def _without_carriers(all_found: Sequence[Found]) -> Sequence[Found]:
    """Return the attributions without the verb that only carries a noun: "repeated its denial that …" is one."""
    carriers = {i for found in all_found if found.frame.startswith("noun ") for i in found.cue if i != found.head}
    return [found for found in all_found if found.head not in carriers or not found.frame.startswith("np")]


def _without_channels(all_found: Sequence[Found]) -> Sequence[Found]:
    """Return the attributions without the "according to X" by which the outlet reports the whole of them."""
    channels = [found for found in all_found if found.frame == "according to"]
    if not channels:
        return all_found
    cleaned = []
    for found in all_found:
        passed_on = [c for c in channels if found.head in c.content and found.frame != "according to"]
        rest = found.content.difference(*(c.cue | c.source for c in passed_on))
        cleaned.append(replace(found, content=rest) if rest else found)
    return cleaned


def _is_full(doc: Doc, found: Found) -> bool:
    if is_stance(doc, found):
        return False
    if found.frame in _SAID:
        verb = doc[found.head]
        return bool(found.source) or found.frame != "clause" or is_passive(verb) or asks_nobody(verb)
    agentless = found.frame.startswith("passive ") or found.frame == "noun clause" or asks_nobody(doc[found.head])
    if not found.source and not agentless:
        return False
    words = sum(not doc[i].is_punct and not doc[i].is_space for i in found.content)
    return words > 1 or doc[found.head].lemma_ in _PERFORMING


def is_stance(doc: Doc, found: Found) -> bool:
    """Say whether nothing is said: it is how somebody speaks, an echo, an appeal, a deed."""
    return any(check(doc, found) for check in (is_condition, is_echo, is_unclaimed, is_appeal, is_deed))


def is_echo(doc: Doc, found: Found) -> bool:
    """Say whether the content only stands in for a clause beside it: "as Rome says it is"."""
    if not is_aside(doc[found.head]):
        return False
    says = [doc[i].pos_ for i in found.content if not doc[i].is_punct]
    return len(says) <= _ECHO and set(says) <= {"PRON", "AUX", "PART"} and "AUX" in says


def is_condition(doc: Doc, found: Found) -> bool:
    """Say whether it is how somebody speaks: "who asked not to be named", "requested anonymity", "offered no proof"."""
    content = sorted(found.content)
    asked = list(takewhile(lambda i: doc[i].lower_ not in _REASONS, content)) or content
    last = doc[asked[-1]]
    if doc[found.head].lemma_ == "offer":
        return last.lower_ in {"evidence", "proof", "comment", "details"}
    return (
        doc[found.head].lemma_ in _WISHING
        and len(asked) <= _SHORT
        and last.lower_ in {"named", "identified", "quoted", "anonymity", "anonymous", "unnamed", "withheld"}
    )


def is_appeal(doc: Doc, found: Found) -> bool:
    """Say whether it is the outlet's own appeal to its readers: "anyone with information is asked to call"."""
    asked = not found.source and is_passive(doc[found.head])
    subjects = (child for child in doc[found.head].children if child.dep_ == "nsubjpass")
    return asked and any(subject.lower_ in {"anyone", "anybody"} for subject in subjects)


def is_deed(doc: Doc, found: Found) -> bool:
    """Say whether the verb tells what somebody did, and nothing that he said: "arrested a man", "called 911"."""
    verb = doc[found.head]
    if verb.lemma_ == "call":
        return any(child.text in words("figure_hotlines", kind="number") for child in verb.children)
    return verb.lemma_ in words("cues_deeds", "lemma")


def is_unclaimed(doc: Doc, found: Found) -> bool:
    """Say whether it is a deed that nobody owns up to: "no group has claimed responsibility"."""
    nobody = any(doc[i].lower_ in _NOBODY for i in found.source)
    return nobody and any(doc[i].lower_ == "responsibility" for i in found.content | found.cue)


def _speaks(doc: Doc, found: Found) -> bool:
    lemma = doc[found.head].lemma_
    if found.frame in {"clause", "ing"}:
        return "quote" in frames(lemma, "VERB")
    if found.frame in {"to", "noun to"}:
        return lemma in words("acts_claiming", "lemma")
    return found.frame in _SAID or found.frame in _ACTS or doc[found.head].lemma_ in _ANSWERING
