"""Support: the features by which so many killed and so many injured are judged against what the reports say.

A log-linear model over pairs (killed, injured): each pair has features, each feature a weight
(`lexicon/toll_weights.tsv`, learnt by `bench/train/tolls.py`), and the pair with the largest sum is the toll. The
features compare the pair with the numbers in titles, leads and bodies, with the persons told apart, and with words that
tell of death and wounding without a number, and take the mean over the reports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from allegedly.linking.figures.accounts import FATES, ZONES, Account

Features = Mapping[str, float]
FEW = range(4)
"""These numbers are always thought of, beside those that stand in the reports."""
MOST_NUMBERS = 14
"""So many numbers are thought of at most, the most frequent of the reports."""
REST = 8
"""Up to so many injured are inferred from all who were shot less those killed."""
_ONCE = ("said", "said several", "most")
"""What is worth as much in one report as in all."""
_KILLED_CUES = ("deadly", "homicide", "dead", "suicide", "attempted", "wound")
_INJURED_CUES = ("wound", "shot", "hospital", "dead", "deadly", "homicide", "attempted")


def candidates(accounts: Sequence[Account]) -> tuple[list[int], list[int]]:
    """Return the numbers killed and the numbers injured that are thought of, in order."""
    killed = _told(accounts, ("killed",))
    injured = set(_told(accounts, ("injured", "shot")))
    injured |= {all_ - dead for all_ in injured for dead in killed if dead in FEW and 0 <= all_ - dead <= REST}
    return killed, sorted(injured)


def _told(accounts: Sequence[Account], fates: Sequence[str]) -> list[int]:
    found: Counter[int] = Counter()
    for account in accounts:
        for name, numbers in account.numbers.items():
            if any(fate in name for fate in fates):
                found.update(dict.fromkeys(numbers, 1))
    best = sorted(found, key=lambda number: (-found[number], number))[:MOST_NUMBERS]
    return sorted({*FEW, *best})


def killed(accounts: Sequence[Account], number: int) -> Features:
    """Return the features of so many killed."""
    return _pooled(accounts, partial(_of_killed, number=number)) | _persons(accounts, "killed", ("killed",), number)


def injured(accounts: Sequence[Account], number: int) -> Features:
    """Return the features of so many injured."""
    told = _pooled(accounts, partial(_of_injured, number=number))
    return told | _persons(accounts, "injured", ("injured", "shot"), number)


def both(accounts: Sequence[Account], number: int) -> Features:
    """Return the features of so many victims in all."""
    return _pooled(accounts, partial(_of_both, number=number)) | _persons(accounts, "both", FATES, number)


def prior(dead: int, hurt: int) -> Features:
    """Return the features of a pair that have nothing to do with the reports."""
    return {
        f"killed {min(dead, 6)}": 1.0,
        f"injured {min(hurt, 8)}": 1.0,
        f"pair {min(dead, 3)} {min(hurt, 3)}": 1.0,
        f"both {min(dead + hurt, 5)}": 1.0,
    }


def _of_killed(account: Account, number: int) -> Iterator[tuple[str, float]]:
    for zone in ZONES:
        for kind in ("killed", "sum killed", "more killed"):
            yield from _compared(f"killed: {kind} {zone}", account.numbers.get(f"{kind} {zone}"), number)
    yield from _compared("killed: fold", account.numbers.get("fold killed"), number)
    yield from _cues("killed", account, _KILLED_CUES, number)
    own = any(account.cues[f"own {zone}"] for zone in ZONES)
    yield f"killed: own {own} {min(number, 2)}", 1.0


def _of_injured(account: Account, number: int) -> Iterator[tuple[str, float]]:
    for zone in ZONES:
        for fate in ("injured", "shot"):
            for kind in (fate, f"sum {fate}", f"more {fate}"):
                yield from _compared(f"injured: {kind} {zone}", account.numbers.get(f"{kind} {zone}"), number)
    yield from _cues("injured", account, _INJURED_CUES, number)


def _of_both(account: Account, number: int) -> Iterator[tuple[str, float]]:
    for zone in ZONES:
        for kind in ("shot", "sum shot", "sum all", "injured"):
            yield from _compared(f"both: {kind} {zone}", account.numbers.get(f"{kind} {zone}"), number)
    yield from _compared("both: fold", account.numbers.get("fold shot"), number)


def _compared(name: str, told: Counter[int] | None, number: int) -> Iterator[tuple[str, float]]:
    """Yield how a number stands to those that are told in one place."""
    size = min(number, 2)
    if not told:
        yield f"{name} silent {size}", 1.0
        return
    yield f"{name} speaks {size}", 1.0
    yield f"{name} share", told[number] / told.total()
    if number in told:
        yield f"{name} said", 1.0
        if number > 1:
            yield f"{name} said several", 1.0
    if number > max(told):
        yield f"{name} above", 1.0
    if number < min(told):
        yield f"{name} below", 1.0
    if number == max(told):
        yield f"{name} most", 1.0


def _cues(name: str, account: Account, cues: Iterable[str], number: int) -> Iterator[tuple[str, float]]:
    size = min(number, 2)
    for cue in cues:
        count = sum(account.cues[f"{cue} {zone}"] for zone in ZONES)
        level = next(level for level in (4, 2, 1, 0) if count >= level)
        yield f"{name}: {cue} {level} {size}", 1.0
        for zone in ("title", "lead"):
            yield f"{name}: {cue} {zone} {account.cues[f'{cue} {zone}'] > 0} {size}", 1.0


def _pooled(accounts: Sequence[Account], told: Callable[[Account], Iterator[tuple[str, float]]]) -> dict[str, float]:
    """Return the mean of each feature over the accounts, and whether any has those of `_ONCE`."""
    found: dict[str, float] = defaultdict(float)
    for account in accounts:
        for name, value in told(account):
            found[name] += value / len(accounts)
            if name.endswith(_ONCE):
                found[f"{name} once"] = 1.0
    return found


def _persons(accounts: Sequence[Account], name: str, fates: Sequence[str], number: int) -> dict[str, float]:
    """Return how a number stands to the victims whom the reports together tell apart."""
    found: dict[str, float] = {}
    for kind in ("name", "age"):
        held: set[str] = set()
        for account in accounts:
            held.update(*(account.persons.get(f"{fate} {kind}", ()) for fate in fates))
        if len(held) < number:
            found[f"{name}: {kind}s fewer"] = 1.0
        else:
            found[f"{name}: {kind}s {'as many' if len(held) == number else 'more'} {min(number, 2)}"] = 1.0
    return found
