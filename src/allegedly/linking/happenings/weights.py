"""The trained weights of happenings (`models/happenings/CARD.md`): of signs of two reports, and of two triggers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from allegedly.linking.weights import weights_file

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of both regressions, each with a bias under "bias"."""

    reports: Weights
    triggers: Weights


@cache
def model() -> Model:
    """Return the weights of the package, loaded once a process; raises ModelError where they are not there."""
    kept = json.loads(weights_file("happenings", "weights.json").read_text(encoding="utf-8"))
    return Model(kept["reports"], kept["triggers"])
