"""What is known of a claim that is asked about and of a report that is asked, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from allegedly.records import Span

Kind = Literal["agree", "disagree", "discuss", "unrelated"]
KINDS: tuple[Kind, ...] = ("agree", "disagree", "discuss", "unrelated")
Floats = NDArray[np.float64]
Signs = Mapping[str, float]


@dataclass(frozen=True)
class Question:
    """A claim from outside.

    `terms` are its terms, each with how much it tells of what the claim is about (in all 1), `direction` [width] is its
    vector with length one, and `signs` are what `questions.SIGNS` names.
    """

    text: str
    terms: Mapping[str, float]
    direction: Floats
    signs: Signs


@dataclass(frozen=True)
class Account:
    """A report as it can be asked: its sentences in the order of the text, all of them lists or rows [n, …] of those.

    `terms` are the sentences' terms, `directions` [n, width] their vectors with length one, `signs` [n, signs] what
    `sentences.SIGNS` names, and `claims` the ids of the claims that have a cue or half of the sentence.
    """

    document: str
    spans: tuple[Span, ...]
    terms: tuple[frozenset[str], ...]
    directions: Floats
    signs: Floats
    claims: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """How a report stands to a claim.

    `chances` are those of `KINDS`, in all 1; `kind` is "unrelated" where that is likelier than not, else the likeliest
    of the others. `evidence` is the sentence of the report that shows it best, None where the report is unrelated;
    `claims` are the ids of the claims of the report that tell it, so that their sources say so, and none where the
    outlet does in its own voice.
    """

    kind: Kind
    chances: tuple[float, float, float, float]
    evidence: Span | None = None
    claims: tuple[str, ...] = ()
