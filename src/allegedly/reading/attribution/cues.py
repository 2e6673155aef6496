"""The words that report, from `lexicon/cues.tsv`: how each takes what it reports.

A frame is a way of taking content: `clause` ("said that …"), `to` ("promised to …"), `ing` ("denied having …"), `np`
("denied the claim"), `np for` ("blasted them for …"), `on` and other prepositions ("insisted on …"), `whom to`
("appealed to both sides to …"), `oprd` ("called it a plot"), `quote`, and `passive …` for the same
without a source ("is expected to …").
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from allegedly.lexicon import table


@cache
def _frames() -> dict[tuple[str, str], frozenset[str]]:
    return {(row["lemma"], row["pos"]): frozenset(row["frames"].split(", ")) for row in table("cues")}


def frames(lemma: str, pos: str) -> frozenset[str]:
    """Return the frames of a lemma as VERB, NOUN or ADJ; the empty set if it does not report."""
    return _frames().get((lemma.lower(), pos), frozenset())


def all_frames() -> frozenset[str]:
    """Return every frame that an attribution found by rules can have."""
    own = frozenset().union(*_frames().values())
    return (
        own
        | {f"passive {frame}" for frame in own}
        | {f"noun {frame}" for frame in own}
        | {"according to", "headline", "quoting", "citing"}
    )


def lexeme(verb: Token) -> str:
    """Return the lemma of a verb, with its particle where the two are one word of the lexicon: "brush aside"."""
    own = particle(verb)
    return f"{verb.lemma_.lower()} {own.lower_}" if own is not None else verb.lemma_.lower()


def particle(verb: Token) -> Token | None:
    """Return the particle that is one word of the lexicon with the verb; the parse may take it for a preposition."""
    lemma = verb.lemma_.lower()
    own = (child for child in verb.rights if child.dep_ in {"prt", "advmod", "prep"})
    return next((child for child in own if (f"{lemma} {child.lower_}", "VERB") in _frames()), None)


@cache
def settings() -> frozenset[str]:
    """Return the nouns of where something is said or written ("statement", "interview"): part of the cue."""
    return frozenset(row["lemma"].lower() for row in table("cues_settings"))
