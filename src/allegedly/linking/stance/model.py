"""The weights of the signs, fitted by `bench/train/stance.py`; `models/stance/CARD.md` says upon what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from allegedly.linking.stance.leaning import Weights
from allegedly.linking.weights import weights_file


@dataclass(frozen=True, slots=True)
class Model:
    """What the signs weigh: that report and claim meet, and how either leans; "bias" is among each."""

    meeting: Mapping[str, float]
    claim: Weights
    report: Weights


@cache
def model() -> Model:
    """Return the model of the package, loaded once a process; raises ModelError where it is not there."""
    file = weights_file("stance", "weights.json")
    found = json.loads(file.read_text(encoding="utf-8"))
    claim, report = ({name: (so, not_so) for name, (so, not_so) in found[part].items()} for part in ("claim", "report"))
    return Model(found["meeting"], claim, report)
