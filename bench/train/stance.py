"""Fit the weights of `allegedly.linking.stance`: `python -m bench.train.stance GOLD [write]`.

GOLD has rows of a headline, a body and a stance. What stands in one another's related rows is one claim; claims go
whole into folds, and a fold is judged by weights that saw none of its headlines and none of its bodies. Prints the
figures by fold, together, and as the mean over claims; for our own linked stories (`bench.train.answering`), which are
fitted on as well, those of each file left out; `write` fits on all rows and writes `models/stance`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.stance import KINDS, Account, Question, stance
from allegedly.linking.stance.leaning import OF_CLAIM, OF_REPORT, of_claim, of_report
from allegedly.linking.stance.meeting import signs as meeting_signs
from allegedly.linking.stance.model import Model
from bench.score.common import Result, Row, read_rows
from bench.score.stance import of_pairs
from bench.tasks.stance import asked, told
from bench.train.answering import CHECKS, Answering, answering, stood
from bench.train.answering import line as told_apart
from bench.train.leanings import Stood, fit, logistic

FOLDER = Path(__file__).resolve().parents[2] / "src/allegedly/models/stance"
FOLDS = 10
COUNTED = {"agree": 3.0, "disagree": 4.5, "discuss": 3.0}
"""A related row counts for this, over the root of the number of its claim's: a few claims have most rows."""


@dataclass(frozen=True)
class Data:
    """Rows, their texts as they are asked, and the claims of headline and of body, as numbers."""

    rows: Sequence[Row]
    questions: Sequence[Question]
    accounts: Sequence[Account]
    claims: NDArray[np.int64]
    told: NDArray[np.int64]

    @property
    def related(self) -> NDArray[np.bool_]:
        """Say which rows are not unrelated."""
        return np.array([row["stance"] != "unrelated" for row in self.rows])


def read(path: Path) -> Data:
    """Return the rows of a file, read."""
    rows = list(read_rows(path).values())
    claims = joined((row["headline"], row["body"]) for row in rows if row["stance"] != "unrelated")
    return Data(
        rows,
        [asked(row["headline"]) for row in rows],
        [told(row["body"]) for row in rows],
        np.array([claims.get(("headline", row["headline"]), -1) for row in rows]),
        np.array([claims.get(("body", row["body"]), -1) for row in rows]),
    )


def joined(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the number of the claim of each ("headline", text) and ("body", text), by the pairs that are related."""
    beside: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for headline, body in pairs:
        beside["headline", headline].add(("body", body))
        beside["body", body].add(("headline", headline))
    numbers: dict[tuple[str, str], int] = {}
    for number, start in enumerate(beside):
        waiting = [start]
        while waiting:
            text = waiting.pop()
            if text not in numbers:
                numbers[text] = number
                waiting += beside[text]
    return numbers


def folds(data: Data) -> dict[int, int]:
    """Return the fold of each claim: the largest first, each into the fold with the fewest rows."""
    sizes = Counter(data.claims.tolist())
    filled = [0] * FOLDS
    found = {}
    for claim, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        found[claim] = filled.index(min(filled))
        filled[found[claim]] += size
    return found


def trained(data: Data, kept: NDArray[np.bool_], answers: list[Answering]) -> Model:
    """Return a model by the rows that are kept, and by those of our own stories."""
    places = np.flatnonzero(kept).tolist()
    meeting = [meeting_signs(data.questions[n], data.accounts[n]) for n in places]
    names = list(meeting[0])
    weighed = logistic(np.array([[one[name] for name in names] for one in meeting]), data.related[places], names)
    places = np.flatnonzero(kept & data.related).tolist()
    sizes = Counter(data.claims[places].tolist())
    found = Stood(
        np.array([[of_claim(data.questions[n])[name] for name in OF_CLAIM] for n in places]),
        np.array([[of_report(data.questions[n], data.accounts[n])[name] for name in OF_REPORT] for n in places]),
        np.array([KINDS.index(data.rows[n]["stance"]) for n in places]),
        np.array([COUNTED[data.rows[n]["stance"]] / sizes[int(data.claims[n])] ** 0.5 for n in places]),
    )
    return Model(weighed, *fit(found + stood(answers) if answers else found))


def judged(data: Data, places: Iterable[int], by: Model) -> dict[int, str]:
    """Return the stances of rows by a model."""
    return {n: stance(data.questions[n], data.accounts[n], by).kind for n in places}


def crossed(data: Data, answers: list[Answering]) -> dict[int, str]:
    """Return the stance of each row by a model that saw neither its headline's claim nor its body's."""
    of = folds(data)
    heads = np.array([of[claim] for claim in data.claims.tolist()])
    bodies = np.array([of.get(claim, -1) for claim in data.told.tolist()])
    found: dict[int, str] = {}
    for fold in range(FOLDS):
        given = judged(
            data, np.flatnonzero(heads == fold).tolist(), trained(data, (heads != fold) & (bodies != fold), answers)
        )
        print(f"fold {fold}: {line(figures(data, given))}", flush=True)
        found |= given
    return found


def figures(data: Data, given: Mapping[int, str]) -> Result:
    """Return the scorer's figures."""
    return of_pairs([(data.rows[n]["stance"], kind) for n, kind in given.items()])


def line(result: Result) -> str:
    """Return figures as a line."""
    each = "  ".join(f"{kind} {result[kind]['f1']:.3f} of {result[kind]['gold']}" for kind in KINDS)
    return f"{result['rows']} rows, macro F1 {result['macro_f1']:.3f}, FNC {result['fnc']:.3f}; {each}"


def by_claim(data: Data, given: Mapping[int, str]) -> tuple[float, float]:
    """Return the mean over claims of the FNC score, and of the share of right ones among the related rows."""
    scores, right = [], []
    for claim in sorted(set(data.claims.tolist()) - {-1}):
        its = {n: kind for n, kind in given.items() if data.claims[n] == claim}
        scores.append(figures(data, its)["fnc"])
        right.append(np.mean([data.rows[n]["stance"] == kind for n, kind in its.items() if data.related[n]]))
    return float(np.mean(scores)), float(np.mean(right))


def write(model: Model) -> None:
    """Write the weights of a model for the package."""
    parts = {"meeting": {name: round(weight, 3) for name, weight in model.meeting.items()}} | {
        part: {name: [round(so, 3), round(not_so, 3)] for name, (so, not_so) in weights.items()}
        for part, weights in (("claim", model.claim), ("report", model.report))
    }
    FOLDER.mkdir(exist_ok=True)
    lines = json.dumps(parts, indent=1).replace("[\n   ", "[").replace(",\n   ", ", ").replace("\n  ]", "]")
    FOLDER.joinpath("weights.json").write_text(lines + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Fit as the command line says."""
    data = read(Path(arguments[0]))
    answers = answering()
    fitting = [row for row in answers if row.file not in CHECKS]
    given = crossed(data, fitting)
    print(f"together: {line(figures(data, given))}")
    print("mean over claims: FNC {:.3f}, right among the related {:.3f}".format(*by_claim(data, given)))
    everything = np.ones(len(data.rows), bool)
    for file in sorted({row.file for row in fitting}):
        model = trained(data, everything, [row for row in fitting if row.file != file])
        print(f"{file}, left out: {told_apart([row for row in fitting if row.file == file], model)}")
    model = trained(data, everything, fitting)
    for file in CHECKS:
        print(f"{file}, a check: {told_apart([row for row in answers if row.file == file], model)}")
    print(f"fitted on all: {line(figures(data, judged(data, range(len(data.rows)), model)))}")
    if "write" in arguments[1:]:
        write(model)


if __name__ == "__main__":
    main(sys.argv[1:])
