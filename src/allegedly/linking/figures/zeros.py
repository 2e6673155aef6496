"""Zeros: what a figure of none says did not befall anybody ("no casualties", "none of the guards was hurt")."""

from __future__ import annotations

import re
from functools import cache

from allegedly.lexicon import table
from allegedly.linking.figures import things
from allegedly.linking.figures.sentences import Sentence
from allegedly.linking.figures.things import Thing
from allegedly.records import Figure

LOSSES = {"loss of life": "killed", "losses": "killed"}
"""Words for the dead where there are none."""
EVERYBODY = frozenset({"people", "person", "civilian", "civilians"})
"""Nouns for persons of whom a sentence speaks as of all."""
HARM = ("killed", "injured")
"""What there is none of where there are no casualties."""
REACH = 80
"""How many characters behind the words for none it may stand what did not befall them."""
_UNHEARD = re.compile(r"(?:\s+[\w-]+){1,4}\s+(?:reported|known|confirmed|recorded|registered)\b")
"""Of what is only not reported the number is still open; a later one is no contradiction."""


def told(text: str, sentence: Sentence, figure: Figure) -> tuple[Thing, ...]:
    """Return the things of which a figure of none says that there are none.

    Only on somebody's word: an outlet's own "nobody was hurt" is of the hour that it wrote. Of some persons it says
    nothing of the others: that none of the passengers was hurt does not contradict that firemen were. So only what is
    said of all, or of kinds of people that are series of their own, is followed.
    """
    end = figure.span.end
    if figure.unit or not figure.counted or figure.claim is None or _UNHEARD.match(text, end):
        return ()
    counted = figure.counted.lower()
    fate = LOSSES.get(counted) or _happened(figure) or _fate(counted.split()[-1])
    if fate:
        return tuple(Thing(each) for each in (HARM if fate == "casualties" else (fate,)))
    kind, name = things.noun(figure)
    if kind not in things.NARROWER and counted.split()[-1] not in EVERYBODY:
        return ()
    behind = re.findall(r"[a-z]+", text[end : min(sentence.tokens[-1].end, end + REACH)].lower())
    befell = next((fate for word in behind if (fate := _fate(word))), "")
    return (Thing(befell, name if kind in things.NARROWER else ""),) if befell else ()


def _happened(figure: Figure) -> str:
    kind, name = things.noun(figure)
    return name if kind == "happening" else ""


def _fate(word: str) -> str:
    return _fates().get(word, "")


@cache
def _fates() -> dict[str, str]:
    """Return what befell whoever a participle or verb is said of."""
    classes = {"killed": "killed", "dead": "killed", "wounded": "injured"}
    rows = table("casualty_words")
    told = {row["phrase"]: classes[row["class"]] for row in rows if row["class"] in classes}
    return told | {row["word"]: row["thing"] for row in table("figure_things") if row["kind"] in {"befallen", "state"}}
