"""Score coreference across documents: MUC, B-cubed, CEAF-e and their mean (CoNLL), of given mentions.

MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), CEAF-e (Luo 2005), their mean F1 (Pradhan et al. 2011).
Chains reach across documents; a mention without a prediction is alone, and single ones count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

import numpy as np
from numpy.typing import NDArray

from bench.score.common import Result, Rows
from bench.score.stories import bcubed, figures

Mention = tuple[str, int, int]
Chains = Mapping[Mention, Hashable]


def score(gold: Rows, pred: Rows, kind: str = "events") -> Result:
    """Return the figures of gold rows with mentions, and of predicted rows with the chain of one mention each."""
    told = {(name, m["start"], m["end"]): m["chain"] for name, row in gold.items() for m in row[kind]}
    given = {(row["id"], row["start"], row["end"]): row["chain"] for row in pred.values()}
    found = {m: ("chain", given[m]) if m in given else ("alone", m) for m in told}
    counts = {
        "mentions": len(told),
        "gold_chains": len(set(told.values())),
        "predicted_chains": len(set(found.values())),
        "missing": sum(mention not in given for mention in told),
        "ignored": sum(mention not in told for mention in given),
    }
    return {**counts, **compared(told, found)}


def compared(told: Chains, found: Chains) -> Result:
    """Return the figures of two groupings of the same mentions."""
    measures = {"muc": _muc(told, found), "bcubed": bcubed(told, found, list(told)), "ceaf_e": _ceaf(told, found)}
    return {**measures, "conll": sum(one["f1"] for one in measures.values()) / len(measures)}


def _muc(told: Chains, found: Chains) -> Result:
    return figures(_linked(found, told), _linked(told, found))


def _linked(told: Chains, found: Chains) -> float:
    """Return the share of the links that hold the chains of `told` together that `found` has."""
    parts: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, chain in told.items():
        parts[chain].add(found[mention])
    links = len(told) - len(parts)
    return (len(told) - sum(map(len, parts.values()))) / max(1, links)


def _ceaf(told: Chains, found: Chains) -> Result:
    gold, pred = Counter(told.values()), Counter(found.values())
    shared = Counter((told[m], found[m]) for m in told)
    near = {(a, b): 2 * n / (gold[a] + pred[b]) for (a, b), n in shared.items()}
    total = sum(best_match(block) for block in _blocks(near))
    return figures(total / max(1, len(pred)), total / max(1, len(gold)))


def _blocks(near: Mapping[tuple[Hashable, Hashable], float]) -> list[NDArray[np.float64]]:
    """Return the likenesses of chains as matrices, one for each set of chains that mentions connect."""
    beside: dict[tuple[int, Hashable], list[tuple[int, Hashable]]] = defaultdict(list)
    for a, b in near:
        beside[0, a].append((1, b))
        beside[1, b].append((0, a))
    blocks, seen = [], set[tuple[int, Hashable]]()
    for start in beside:
        if start in seen:
            continue
        seen.add(start)
        reached = [start]
        for one in reached:
            new = [other for other in beside[one] if other not in seen]
            seen.update(new)
            reached += new
        rows, columns = ([chain for side, chain in reached if side == wanted] for wanted in (0, 1))
        blocks.append(np.array([[near.get((a, b), 0.0) for b in columns] for a in rows]))
    return blocks


def best_match(likeness: NDArray[np.float64]) -> float:
    """Return the largest sum of a one-to-one matching of rows to columns (Kuhn 1955, by potentials: Munkres 1957)."""
    cost = -(likeness if likeness.shape[0] <= likeness.shape[1] else likeness.T)
    rows, columns = cost.shape
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)
    taken = np.zeros(columns + 1, np.intp)  # the row of each column, from 1; column 0 stands for none
    for row in range(1, rows + 1):
        taken[0], at = row, 0
        least, before = np.full(columns + 1, np.inf), np.zeros(columns + 1, np.intp)
        done = np.zeros(columns + 1, np.bool_)
        while taken[at]:
            done[at] = True
            free = np.flatnonzero(~done)
            reduced = cost[taken[at] - 1, free - 1] - of_row[taken[at]] - of_column[free]
            nearer = free[reduced < least[free]]
            least[nearer], before[nearer] = reduced[reduced < least[free]], at
            step = least[free].min()
            of_row[taken[done]] += step
            of_column[done] -= step
            least[free] -= step
            at = int(free[least[free].argmin()])
        while at:
            taken[at] = taken[before[at]]
            at = int(before[at])
    matched = np.flatnonzero(taken[1:]) + 1
    return -float(cost[taken[matched] - 1, matched - 1].sum())
