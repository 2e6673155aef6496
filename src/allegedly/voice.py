"""In whose name a claim is shown.

The reading counts people whom a report leaves unnamed ("an aide", "soldiers at the crossing") among the officials or
the army of a country, so that they can be found by it; which country that is may be a guess. To show their words as
those of that government would put them into a mouth that never said them: they are shown in the words of the report.
"""

from __future__ import annotations

from allegedly.records import Actor, Claim

_SMALL = frozenset({"the", "of", "for", "and", "in", "on", "to", "at", "de", "del", "la", "al", "von", "van", "bin"})
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who", "which", "that", "we", "us", "our",
     "i", "you", "himself", "herself", "itself", "themselves", "this", "these", "those", "whose", "whom", "each other"}
)  # fmt: skip
OUTLET = "the outlet"
"""Who says it where no source is named and the outlet's name is not known."""
_ITSELF = frozenset({"the government", "government", "its government", "the country's government"})


def voice(
    kind: str | None,
    source: str | None,
    named_by: str | None,
    name: str | None,
    actor: str | None,
    actor_kind: str | None,
) -> str | None:
    """Return in whose name a claim is shown: "" where nobody is named, None where there is no claim (`kind` is None).

    A verdict of the outlet's own is shown as that of `OUTLET`.

    `kind` is its source_kind, `source` and `named_by` are words of the report; `name`, `actor` and `actor_kind` are the
    name, id and kind of whom the reading takes it for, if it finds anybody.
    """
    if kind is None:
        return None
    if kind == "outlet":
        return OUTLET
    words = " ".join((source or "").split()).strip(" ,;:")
    before = " ".join((named_by or "").split())
    if name is None or actor is None:
        return (before if kind == "pronoun" else "") or words
    if not _is_counted(kind, words, before, actor, actor_kind):
        return name
    return (before if kind == "pronoun" else "") or words or name


def voice_of(claim: Claim, actor: Actor | None) -> str:
    """Return the same of a claim in a reading, and the actor that its source resolves to."""
    found = voice(
        claim.source_kind,
        " … ".join(span.quote for span in claim.source),
        claim.named_by.quote if claim.named_by else None,
        actor.name if actor else None,
        actor.id if actor else None,
        actor.kind if actor else None,
    )
    return found or ""


def spoken(cue: str | None) -> str:
    """Return the words for saying something, "" for colons and dashes, as in transcripts."""
    return " ".join((cue or "").split()) if any(map(str.isalpha, cue or "")) else ""


def called(words: str, name: str | None, actor: str | None, actor_kind: str | None) -> str:
    """Return what to call somebody of whom the report has these words, and the reading that actor.

    Who is only counted among the army or the officials of a country is called as the report calls them.
    """
    plain = " ".join(words.split())
    if name is None or actor is None:
        return plain
    if plain.casefold() in _PRONOUNS or not plain:
        return name
    counted = actor_kind == "generic" or (actor.endswith(".GOV") and not _is_name(plain))
    return plain if counted and plain.casefold() not in _ITSELF else name


def _is_counted(kind: str, words: str, before: str, actor: str, actor_kind: str | None) -> bool:
    """Say whether a source is only counted among those of the actor, and is not the actor by name."""
    if kind == "unnamed":
        return True
    if actor_kind == "generic":
        return bool(words) and (kind != "pronoun" or bool(before))
    if not actor.endswith(".GOV"):
        return False
    if kind == "pronoun":
        return bool(before) and not _is_name(before)
    return kind == "description" and words.casefold() not in _ITSELF


def _is_name(words: str) -> bool:
    """Say whether these words are a name: "Moscow", "the Kremlin", but not "the leaders of the seven"."""
    return all(word[:1].isupper() for word in words.split() if word.casefold() not in _SMALL)
