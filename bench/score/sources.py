"""Score the antecedents of sources against `cases/source_checks.tsv`.

An antecedent is right if the word that heads it stands within words that name the same entity; where nobody was named
before, or the source is the author, it is right to find none. `accuracy` goes by part: "development", whose errors
rules were written by, and "check", whose errors are counted.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from bench.score.common import Result, Rows

Offsets = list[int]


def score(gold: Rows, pred: Rows) -> Result:
    """Return the accuracy of each part, of each kind of source in it, and how many there are."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for name, row in gold.items():
        given = pred.get(name, {}).get("antecedents", [None] * len(row["checks"]))
        for check, antecedent in zip(row["checks"], given, strict=True):
            fits = is_right(check["accepted"], antecedent)
            right[check["part"]].append(fits)
            right[f"{check['part']} {check['kind']}"].append(fits)
    return {name: {"accuracy": round(sum(fits) / len(fits), 4), "checks": len(fits)} for name, fits in right.items()}


def is_right(accepted: list[Offsets], antecedent: Any) -> bool:
    """Say whether an antecedent's head stands within one of the accepted words; none is right where none is."""
    if not accepted or antecedent is None:
        return not accepted and antecedent is None
    return any(start <= antecedent[0] < end for start, end in accepted)
