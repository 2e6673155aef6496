"""Train what `allegedly.linking.stories` knows: how rare terms are, and how the numbers of a pair are weighed.

    python -m bench.train.stories          cross-validate over stories (5 folds), and print the figures
    python -m bench.train.stories write    train on everything at hand, and write `models/stories`

Terms are counted over happenings, not over reports, apart for American crime and for all other news; a term is as
common as in that of the two where it is more common. Nothing but numbers is written. The regression is trained on pairs
of the `stories` set that share a key, with ridge penalty, by Newton's method (Hastie, Tibshirani and Friedman, 2009,
4.4.1).
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.stories import Index, profile_of
from allegedly.linking.stories.background import RAREST, background, number, rarity
from allegedly.linking.stories.grouping import group
from allegedly.linking.stories.profile import Profile
from allegedly.linking.stories.scoring import EDGE, FEATURES, features
from allegedly.linking.stories.terms import KINDS, terms
from bench.score.common import read_rows
from bench.score.stories import grouped
from bench.suite import SHARED

FOLDS = 5
LEAST = 3
"""A term that fewer happenings use is not in the background."""
RIDGE = 1.0
FOLDER = Path(__file__).resolve().parents[2] / "src/allegedly/models/stories"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Report:
    """A text of a training set, the happening that it tells of, and the fold of that happening."""

    id: str
    title: str | None
    text: str
    published: str | None
    story: str

    @property
    def fold(self) -> int:
        """The fold of cross-validation that the happening belongs to."""
        return crc32(self.story.encode()) % FOLDS


def crime() -> Iterator[Report]:
    """Yield the reports of the `stories` set."""
    for row in read_rows(SHARED / "data/stories/dev.jsonl.gz").values():
        yield Report(row["id"], row["title"], row["text"], row["published"], row["incident"])


def world() -> Iterator[Report]:
    """Yield other news; each text is a happening of its own where nobody says which are together."""
    for path in (
        "attribution/train.jsonl",
        "places/lgl.jsonl",
        "places/geowebnews.jsonl",
        "times/train.jsonl",
        "times/meantime.jsonl",
    ):
        for row in read_rows(SHARED / "data" / path).values():
            yield Report(row["id"], row.get("title"), row["text"], row.get("published"), f"{path} {row['id']}")
    for row in read_rows(SHARED / "data/coreference/dev.jsonl").values():
        yield Report(row["id"], None, row["text"], None, row["subtopic"])
    yield from rumours()


def rumours() -> Iterator[Report]:
    """Yield the texts of the `stance` set; those that take a stand on one headline tell of one happening."""
    with gzip.open(SHARED / "data/stance/dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    joined = [(row["body"], row["headline"]) for row in rows if row["stance"] != "unrelated"]
    first = {body: body for body, _ in joined}
    for _ in range(len(first)):
        least: dict[str, str] = {}
        for body, headline in joined:
            least[headline] = min(least.get(headline, first[body]), first[body])
        moved = {body: min(first[body], least[headline]) for body, headline in joined}
        if moved == first:
            break
        first |= moved
    for body, story in first.items():
        yield Report(f"{crc32(body.encode()):08x}", None, body, None, f"rumour {crc32(story.encode()):08x}")


def count(reports: Iterable[Report]) -> tuple[Mapping[int, Mapping[str, None]], int]:
    """Return the happenings that use each term, and how many happenings there are."""
    using: dict[int, dict[str, None]] = defaultdict(dict)
    stories = set()
    for report in reports:
        stories.add(report.story)
        counts = terms(report.title, report.text)
        for kind in KINDS:
            for term in counts[kind]:
                using[number(kind, term)][report.story] = None
    return using, len(stories)


def rarities(fields: Iterable[tuple[Mapping[int, Mapping[str, None]], int]], left_out: set[str]) -> dict[int, int]:
    """Return the rarity of each term by the field where it is most common, without the happenings left out."""
    table: dict[int, int] = {}
    for using, happenings in fields:
        for term, stories in using.items():
            many = len(stories.keys() - left_out) if left_out else len(stories)
            if many >= LEAST:
                table[term] = min(table.get(term, RAREST), rarity(many / happenings))
    return {term: found for term, found in table.items() if found < RAREST}


def fit(x: Floats, y: NDArray[np.bool_]) -> tuple[float, Floats]:
    """Return intercept and weights of a ridge logistic regression; x is [pairs, features]."""
    mean, deviation = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.hstack([np.ones((len(x), 1)), (x - mean) / deviation])
    weights, penalty = np.zeros(z.shape[1]), np.full(z.shape[1], RIDGE)
    penalty[0] = 0
    for _ in range(25):
        p = 1 / (1 + np.exp(-z @ weights))
        gradient = z.T @ (p - y) + penalty * weights
        curvature = (z * (p * (1 - p))[:, None]).T @ z + np.diag(penalty)
        weights -= np.linalg.solve(curvature, gradient)
    plain = weights[1:] / deviation
    return float(weights[0] - mean @ plain), plain


def paired(profiles: Mapping[str, Profile]) -> list[tuple[str, str]]:
    """Return the pairs that share a key."""
    index, pairs = Index(), set()
    for document, its in profiles.items():
        met, parted = index.add(document, frozenset(its.keys))
        pairs |= {(min(document, other), max(document, other)) for other in met}
        pairs -= parted
    return sorted(pairs)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of reports, their features [pairs, features], whether they belong together, and the folds of the two."""

    names: list[tuple[str, str]]
    x: Floats
    y: NDArray[np.bool_]
    folds: NDArray[np.int64]

    def without(self, fold: int) -> tuple[float, Floats]:
        """Return the regression trained on the pairs that have no report of that fold; -1 leaves out none."""
        kept = (self.folds != fold).all(axis=1)
        return fit(self.x[kept], self.y[kept])

    def scores(self) -> Floats:
        """Return the score of each pair by the regression that did not see it, the mean of two across folds."""
        found = np.zeros(len(self.x))
        for fold in range(FOLDS):
            intercept, weights = self.without(fold)
            found += (self.folds == fold).mean(axis=1) / (1 + np.exp(-(intercept + self.x @ weights)))
        return found


def compared(
    reports: Mapping[str, Report], tables: Mapping[int, Mapping[int, int]]
) -> tuple[dict[str, Profile], Pairs]:
    """Return the profiles of the reports, each by the table of its fold, and their pairs."""
    made = {name: profile_of(r.title, r.text, r.published, tables[r.fold]) for name, r in reports.items()}
    names = paired(made)
    x = np.array([features(made[a], made[b], tables[reports[a].fold]) for a, b in names])
    y = np.array([reports[a].story == reports[b].story for a, b in names])
    return made, Pairs(names, x, y, np.array([[reports[a].fold, reports[b].fold] for a, b in names]))


def write(table: Mapping[int, int], model: tuple[float, Floats] | None) -> None:
    """Write the background, and the regression if there is one."""
    FOLDER.mkdir(exist_ok=True)
    codes = np.array(sorted(table), dtype=np.uint32)
    np.savez_compressed(
        FOLDER / "background.npz", terms=codes, rarities=np.array([table[int(code)] for code in codes], dtype=np.uint8)
    )
    background.cache_clear()
    if model:
        weights = {name: round(float(weight), 5) for name, weight in zip(FEATURES, model[1], strict=True)}
        kept = {"intercept": round(model[0], 5), "weights": weights}
        (FOLDER / "pairs.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Cross-validate, and train and write if told so."""
    reports = {report.id: report for report in crime()}
    fields = [count(reports.values()), count(world())]
    whole = rarities(fields, set())
    if sys.argv[1:] == ["write"]:
        write(whole, None)
    tables = {
        fold: rarities(fields, {report.story for report in reports.values() if report.fold == fold})
        for fold in range(FOLDS)
    }
    made, pairs = compared(reports, tables)
    told = list(zip(pairs.names, pairs.scores().tolist(), strict=True))
    found = group(made, {pair: likely for pair, likely in told if likely >= EDGE})
    print(json.dumps(grouped({name: report.story for name, report in reports.items()}, found), indent=1))
    if sys.argv[1:] == ["write"]:
        write(whole, pairs.without(-1))


if __name__ == "__main__":
    main()
