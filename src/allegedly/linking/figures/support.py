"""Support: how well the accounts of an incident agree with so many killed and so many injured."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from allegedly.linking.figures.accounts import Account

ZONES = ("title", "lead", "body")
Features = dict[str, float]


def candidates(accounts: Sequence[Account], fates: Sequence[str], base: Iterable[int] = range(4), most: int = 14) -> list[int]:
    found: Counter[int] = Counter()
    for a in accounts:
        for name, numbers in a.numbers.items():
            if any(f in name for f in fates):
                found.update(numbers)
    return sorted(set(base) | {n for n, _ in found.most_common(most)})


def _numbers(name: str, numbers: Counter[int] | None, n: int, out: Features) -> None:
    size = str(min(n, 2))
    if not numbers:
        out[f"{name} silent {size}"] = 1.0
        return
    out[f"{name} speaks {size}"] = 1.0
    total = sum(numbers.values())
    out[f"{name} says"] = numbers[n] / total
    if numbers[n]:
        out[f"{name} said"] = 1.0
        if n > 1:
            out[f"{name} said many"] = 1.0
    if n > max(numbers):
        out[f"{name} above"] = 1.0
    if n < min(numbers):
        out[f"{name} below"] = 1.0
    if n == max(numbers):
        out[f"{name} max"] = 1.0


def _level(count: int) -> str:
    return "0" if not count else "1" if count == 1 else "2" if count <= 3 else "4"


def of_killed(a: Account, k: int) -> Features:
    out: Features = {}
    for zone in ZONES:
        for kind in ("", "sum ", "more "):
            _numbers(f"K {kind}{zone}", a.numbers.get(f"{kind}killed {zone}"), k, out)
    _numbers("K fold", a.numbers.get("fold killed"), k, out)
    for cue in ("deadly", "homicide", "dead", "suicide", "attempted", "wound"):
        count = sum(a.cues.get(f"{cue} {zone}", 0) for zone in ZONES)
        out[f"K {cue} {_level(count)} {min(k, 2)}"] = 1.0
        out[f"K {cue} title {a.cues.get(f'{cue} title', 0) > 0} {min(k, 2)}"] = 1.0
        out[f"K {cue} lead {a.cues.get(f'{cue} lead', 0) > 0} {min(k, 2)}"] = 1.0
    own = sum(a.cues.get(f"own {f} {z}", 0) for z in ZONES for f in ("killed", "shot")) > 0
    out[f"K own {own} {min(k, 2)}"] = 1.0
    return out


def of_injured(a: Account, j: int) -> Features:
    out: Features = {}
    for zone in ZONES:
        for fate in ("injured", "shot"):
            for kind in ("", "sum ", "more "):
                _numbers(f"J {kind}{fate} {zone}", a.numbers.get(f"{kind}{fate} {zone}"), j, out)
    for cue in ("wound", "shot", "hospital", "dead", "deadly", "homicide", "attempted"):
        count = sum(a.cues.get(f"{cue} {zone}", 0) for zone in ZONES)
        out[f"J {cue} {_level(count)} {min(j, 2)}"] = 1.0
        out[f"J {cue} title {a.cues.get(f'{cue} title', 0) > 0} {min(j, 2)}"] = 1.0
        out[f"J {cue} lead {a.cues.get(f'{cue} lead', 0) > 0} {min(j, 2)}"] = 1.0
    return out


def of_all(a: Account, n: int) -> Features:
    out: Features = {}
    for zone in ZONES:
        for kind in ("shot", "sum shot", "sum all", "injured"):
            _numbers(f"A {kind} {zone}", a.numbers.get(f"{kind} {zone}"), n, out)
    _numbers("A fold", a.numbers.get("fold shot"), n, out)
    return out


def pooled(accounts: Sequence[Account], make, n: int) -> Features:
    """Return the features of a number: their mean over the accounts, their maximum, and those of the latest account."""
    each = [make(a, n) for a in accounts]
    out: Features = defaultdict(float)
    for features in each:
        for name, value in features.items():
            out[f"{name} mean"] += value / len(each)
            if name.endswith(("said", "said many", "max")):
                out[f"{name} any"] = 1.0
    for name, value in each[-1].items():
        out[f"{name} last"] = value
    return out


def persons(accounts: Sequence[Account], fates: Sequence[str], n: int, name: str) -> Features:
    out: Features = {}
    for kind in ("name", "age"):
        keys = frozenset().union(*(a.persons.get(f"{f} {kind}", frozenset()) for a in accounts for f in fates))
        count = len(keys)
        if count == n:
            out[f"{name} {kind}s as many {min(n, 2)}"] = 1.0
        elif count > n:
            out[f"{name} {kind}s more {min(n, 2)}"] = 1.0
        else:
            out[f"{name} {kind}s fewer"] = 1.0
    return out


def prior(k: int, j: int) -> Features:
    return {f"k {min(k, 6)}": 1.0, f"j {min(j, 8)}": 1.0, f"kj {min(k, 3)} {min(j, 3)}": 1.0, f"all {min(k + j, 5)}": 1.0}
