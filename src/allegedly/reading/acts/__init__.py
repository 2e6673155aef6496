"""The acts layer: what each source does by speaking, to whom, in answer to what, how surely.

The acts are a closed list (`lexicon/acts.tsv`, docs/acts.md). The cue decides, and where it only asserts, the content:
a statement of an adversary's blameworthy deed accuses. Acts are read off the claims' spans, whoever found them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from allegedly.reading.acts.answers import answered, countered
from allegedly.reading.acts.blame import adversary, schemer
from allegedly.reading.acts.certainty import certainty_of, polarity_of
from allegedly.reading.acts.doubts import dated, hedged
from allegedly.reading.acts.kinds import act_of, negates
from allegedly.reading.acts.parts import Parts, Who
from allegedly.reading.attribution.quotations import inside, quotations_of
from allegedly.records import Claim, Reading

__all__ = ["read"]

_ADDRESSED = frozenset({"accuse", "threaten", "demand", "ask", "praise"})


def read(reading: Reading) -> Reading:
    """Add act, target, answers, polarity, certainty, hedges and moment to the claims; nothing without a parse."""
    doc = reading.parse
    if doc is None or not reading.claims:
        return reading
    who = Who(reading)
    parts = [Parts.of(claim, doc) for claim in reading.claims]
    acts = _acts(parts, who)
    answers = countered(parts, acts, who)
    acts = ["deny" if n in answers else act for n, act in enumerate(acts)]
    parts = [replace(p, claim=_judged(p, act)) for p, act in zip(parts, acts, strict=True)]
    by_id = {p.claim.id: p for p in parts}
    parts = [replace(p, claim=replace(p.claim, target=_target(p, by_id, who))) for p in parts]
    denials = {n: answers.get(n) or answered(n, parts, acts, who) for n, act in enumerate(acts) if act == "deny"}
    claims: list[Claim] = [replace(p.claim, answers=denials.get(n)) for n, p in enumerate(parts)]
    claims = hedged(reading, doc, claims, inside(len(reading.text), quotations_of(reading)))
    return replace(reading, claims=tuple(dated(reading, doc, claims)))


def _judged(parts: Parts, act: str) -> Claim:
    polarity = "negative" if parts.gives_verdict else polarity_of(parts, negates=negates(parts, act))
    return replace(parts.claim, act=act, polarity=polarity, certainty=certainty_of(parts))


def _acts(parts: Sequence[Parts], who: Who) -> list[str]:
    """Return the act of each claim; denials first, since what they deny is read in their light."""
    by_id = {p.claim.id: n for n, p in enumerate(parts)}
    acts = [act_of(p, who, None) for p in parts]
    for n, p in enumerate(parts):
        above = by_id.get(p.claim.parent) if p.claim.parent else None
        if above is not None and acts[above] == "deny":
            acts[n] = act_of(p, who, parts[above])
    return acts


def _target(parts: Parts, by_id: dict[str, Parts], who: Who) -> str | None:
    """Return the actor accused, threatened, asked or praised, None for the other acts."""
    if parts.claim.act not in _ADDRESSED:
        return None
    above = by_id.get(parts.claim.parent) if parts.claim.parent else None
    if above is not None and above.claim.act == "deny" and parts.speaks_of_itself():
        return above.claim.actor
    named = [who.at(token) for token in (parts.subject, parts.first_noun) if token is not None]
    candidates = [adversary(parts, who), schemer(parts, who), *named]
    return next((c for c in candidates if c is not None and c != parts.claim.actor), None)
