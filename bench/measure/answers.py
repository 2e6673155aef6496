"""Which of two statements denies a claim, or says the same: `python -m bench.measure.answers [--json]`.

`cases/answers/` has made-up claims, each in other wordings, with what denies it and with near misses: what is said in
the same story by the same people and neither denies it nor says the same. A right answer is a denial, or another
wording, that stands nearer to the claim than a near miss does, by the likeness that linking compares statements with;
half an answer if they stand alike. Fair coins get 50 in 100.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.sentences import encoder, likeness
from bench.cases import FOLDER


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is claimed: its wordings, its denials and its near misses."""

    claims: tuple[str, ...]
    denials: tuple[str, ...]
    misses: tuple[str, ...]


def things(path: Path) -> Iterator[Thing]:
    """Yield what a file has; ValueError where a line is not of its form."""
    for row in path.read_text(encoding="utf-8").splitlines():
        kind, _, rest = row.partition(" ")
        if kind == "P":
            claims, denials, misses = (tuple(part.split(" | ")) for part in rest.split(" || "))
            yield Thing(claims, denials, misses)


def rights(given: Sequence[Thing]) -> dict[str, float]:
    """Return by kind which share of denials and of other wordings stands nearer than a near miss, each thing alike."""
    found: dict[str, list[float]] = {"denials": [], "wordings": []}
    for thing in given:
        vectors, _ = encoder().encode([*thing.claims, *thing.denials, *thing.misses])
        near = likeness(vectors[: len(thing.claims)], vectors)
        claims, denials, misses = np.split(near, np.cumsum([len(thing.claims), len(thing.denials)]), axis=1)
        others = claims[~np.eye(len(claims), dtype=bool)].reshape(len(claims), -1)
        found["denials"].append(nearer(denials, misses))
        found["wordings"].append(nearer(others, misses))
    return {kind: float(np.mean(values)) for kind, values in found.items()}


def nearer(right: NDArray[np.float32], wrong: NDArray[np.float32]) -> float:
    """Return how often a right one [n, k] is more like its claim than a wrong one [n, m], over all three."""
    apart = right[:, :, None] - wrong[:, None, :]
    return float(np.mean((apart > 0) + 0.5 * (apart == 0)))


def main() -> None:
    """Print the shares of each file and of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = {path.stem: list(things(path)) for path in sorted((FOLDER / "answers").glob("*.txt"))}
    told = {name: rights(of) for name, of in given.items()}
    told["all"] = rights([thing for of in given.values() for thing in of])
    if parser.parse_args().json:
        print(json.dumps(told))
        return
    print(f"{'':10}{'denials':>10}{'wordings':>10}")
    for name, shares in told.items():
        print(f"{name:10}" + "".join(f"{share:10.3f}" for share in shares.values()))


if __name__ == "__main__":
    main()
