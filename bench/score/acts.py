"""Score what a source does by speaking: act, target, polarity, doubt, and what a denial answers.

Each figure is given for `dev` (texts with odd numbers) and for `check` (even ones), and there twice: on the claims that
the reading itself `found`, paired with gold one to one as attributions are (LINK of `attribution`), and `given` the
claims' gold spans. A target is right when a mention of the actor predicted overlaps gold's words. `answers` counts
pairs of a denial and what it denies. `passes` is how far two rounds of labelling agree. In percent, kappa apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bench.agreement import agreement
from bench.score.attribution import pairs as linked
from bench.score.common import Result, Row, Rows, percent, percents

FIELDS = {"act": "assert", "target": None, "polarity": "positive", "doubt": None, "answers": None}
"""What is labelled, and which label the cases leave out."""
ADDRESSED = frozenset({"accuse", "threaten", "demand", "ask", "praise"})

Pairs = list[tuple[Row, Row]]


def score(gold: Rows, pred: Rows) -> Result:
    """Return the figures by split, and the agreement of the two passes."""
    splits = {
        "dev": {name: row for name, row in gold.items() if _number(name) % 2},
        "check": {name: row for name, row in gold.items() if not _number(name) % 2},
    }
    result: Result = {name: _split(rows, pred) for name, rows in splits.items()}
    return result | {"passes": passes(gold.values())}


def passes(rows: Iterable[Row]) -> Result:
    """Return the agreement of the two passes, field by field; where a case keeps no passes, both gave its label."""
    claims = [claim for row in rows for claim in row["claims"]]
    return {name: agreement([_labels(claim, name, usual) for claim in claims]) for name, usual in FIELDS.items()}


def _labels(claim: Row, name: str, usual: str | None) -> tuple[str, str]:
    first, second = claim.get(f"{name}_passes", [claim.get(name, usual)] * 2)
    return str(first), str(second)


def _number(name: str) -> int:
    return int(name.lstrip("abcdefghijklmnopqrstuvwxyz"))


def _split(gold: Rows, pred: Rows) -> Result:
    found: list[Pairs] = []
    given: list[Pairs] = []
    for name, row in gold.items():
        answer = pred.get(name, {})
        found.append(_paired(row, answer.get("claims", [])))
        given.append(list(zip(row["claims"], answer.get("given", []), strict=False)))
    total = sum(len(row["claims"]) for row in gold.values())
    return {
        "claims": total,
        "recall": percent(sum(map(len, found)), total),
        "found": _figures(found),
        "given": _figures(given),
    }


def _paired(row: Row, predicted: list[Row]) -> Pairs:
    return [(row["claims"][i], predicted[j]) for i, j in linked(row["text"], row["claims"], predicted)]


def _figures(texts: list[Pairs]) -> Result:
    pairs = [pair for text in texts for pair in text]
    acts = sorted({gold["act"] for gold, _ in pairs})
    return {
        "act": percent(sum(g["act"] == p["act"] for g, p in pairs), len(pairs)),
        "act_f1": {act: _f1(pairs, "act", act) for act in acts},
        "target": _targets(pairs),
        "polarity": percent(sum(g.get("polarity", "positive") == p["polarity"] for g, p in pairs), len(pairs)),
        "negative": _f1(pairs, "polarity", "negative"),
        "source_doubt": _f1(pairs, "doubt", "source"),
        "outlet_doubt": _f1(pairs, "doubt", "outlet"),
        "answers": _answers(texts),
    }


def _f1(pairs: Pairs, field: str, label: str) -> float:
    hits = sum(g.get(field) == p[field] == label for g, p in pairs)
    predicted, wanted = sum(p[field] == label for _, p in pairs), sum(g.get(field) == label for g, _ in pairs)
    return float(percents(hits, predicted, wanted)["f1"])


def _targets(pairs: Pairs) -> Result:
    wanted = [(g, p) for g, p in pairs if g["act"] in ADDRESSED]
    hits = sum(_overlap(g.get("target"), p["target"]) for g, p in wanted)
    return percents(hits, sum(p["target"] is not None for _, p in wanted), sum("target" in g for g, _ in wanted))


def _overlap(gold: list[int] | None, mentions: list[list[int]] | None) -> bool:
    return gold is not None and any(start < gold[1] and gold[0] < end for start, end in mentions or ())


def _answers(texts: list[Pairs]) -> Result:
    hits = predicted = wanted = 0
    for pairs in texts:
        ids: Mapping[str, int] = {p["id"]: g["number"] for g, p in pairs}
        for g, p in pairs:
            wanted += "answers" in g
            predicted += p["answers"] is not None
            hits += "answers" in g and ids.get(p["answers"]) == g["answers"]
    return percents(hits, predicted, wanted)
