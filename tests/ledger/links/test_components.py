"""Connected sets that are too large to be looked at as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from allegedly.ledger import Linker, check, open_ledger
from allegedly.ledger.links.components import Component, connected
from allegedly.ledger.links.telling import tell
from allegedly.ledger.links.work import Work
from allegedly.records import Reading
from tests.ledger.links.simple import SimpleRules, report
from tests.ledger.links.test_linker import links

CHAINED = (
    ("ASH BAY", 1), ("ASH BAY COD", 2), ("BAY COD", 2), ("COD DAB", 1), ("DAB EEL", 1), ("DAB EEL FIG", 2),
    ("EEL FIG", 2), ("FIG GUM", 3), ("GUM HEN", 1), ("HEN IVY", 2), ("IVY JAY", 2), ("KID LAP", 1), ("LAP MUD", 1),
    ("MUD JAY", 2),
)  # fmt: skip
CHAIN = tuple(
    report(f"{words}\nmayor: {n}\n{n + 2} killed", day, f"Outlet {n}") for n, (words, day) in enumerate(CHAINED)
)
COPIES = tuple(report(f"DAB EEL\nmayor: 4\n6 killed\nfooter {n}", 1 + n % 3, f"Copy {n}") for n in range(3))
CROWD = tuple(
    report(
        f"{'EEL FIG' if n % 5 else 'IVY JAY'} OAK\nmayor: {n}\n{n} killed", None if n == 3 else 1 + n % 4, f"Crowd {n}"
    )
    for n in range(9)
)
REPRINT = report(f"{CROWD[4].text}\nmore", 5, "Reprint")
POOL = (*CHAIN, *COPIES, *CROWD, REPRINT)
LIMIT = 5


def again(one: Reading, version: int) -> Reading:
    """Return the reading as made by another version of a layer."""
    return Reading(one.document, claims=one.claims, versions=(("furniture", version),))


def linked(batches: Iterable[Iterable[int]], gone: Iterable[int], crowd: int) -> dict[str, list[tuple[object, ...]]]:
    """Return the links of a new ledger to which batches of the pool are added, and some then read anew."""
    with (
        TemporaryDirectory() as folder,
        open_ledger(Path(folder, "l")) as ledger,
        pytest.MonkeyPatch.context() as patch,
    ):
        for module, constant, value in (
            ("meeting", "CROWD", crowd),
            ("meeting", "COPIED_CROWD", crowd),
            ("growing", "REACH", 3),
            ("claims", "REACH", 3),
        ):
            patch.setattr(f"allegedly.ledger.links.{module}.{constant}", value)
        linker = Linker(ledger, SimpleRules(limit=LIMIT))
        for batch in batches:
            for place in batch:
                ledger.add(POOL[place])
            linker.link(linker.unlinked())
        for version, place in enumerate(gone, 2):
            ledger.add(again(POOL[place], version))
            linker.link([])
        linker.link(linker.unlinked())
        assert not linker.faults
        assert list(check(ledger)) == []
        return links(ledger)


@settings(max_examples=30, deadline=None)
@given(
    order=st.permutations(range(len(POOL))),
    size=st.integers(1, len(POOL)),
    gone=st.lists(st.integers(0, len(POOL) - 1), max_size=3),
    crowd=st.sampled_from((2, 4, 64)),
)
@example(order=[5, 23, 4, 14, 15, 6, 16], size=1, gone=[], crowd=2)  # two part as copies and as neighbours at once
def test_vast_sets_come_out_the_same_in_any_order_and_after_any_loss(
    order: list[int], size: int, gone: list[int], crowd: int
) -> None:
    batches = [order[start : start + size] for start in range(0, len(order), size)]
    assert linked(batches, gone, crowd) == linked([sorted(order)], gone, crowd)


def test_weak_edges_part_what_they_joined_when_the_set_becomes_vast(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        linker = Linker(ledger, SimpleRules(limit=LIMIT))
        chain = [
            report(f"{words}\nmayor: {n}", 1, f"Outlet {n}") for n, words in enumerate(("A1 ASH", "ASH BAY", "BAY COD"))
        ]
        for one in chain:
            ledger.add(one)
        linker.link(linker.unlinked())
        assert {row["vast"] for row in ledger.select("SELECT vast FROM stories")} == {0}
        assert len({row[1] for row in links(ledger)["story_documents"]}) == 1
        for n, words in enumerate(("COD DAB", "DAB EEL", "EEL FIG")):
            ledger.add(report(f"{words}\nclerk: {n}", 1, f"Paper {n}"))
        linker.link(linker.unlinked())
        assert {row["vast"] for row in ledger.select("SELECT vast FROM stories")} == {1}
        assert len({row[1] for row in links(ledger)["story_documents"]}) == 6


def test_who_joins_a_very_large_story_does_not_have_it_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[int] = []

    def told(work: Work, found: Sequence[Component]) -> None:
        worked_out.append(len(found))
        tell(work, found)

    monkeypatch.setattr("allegedly.ledger.links.linker.tell", told)
    with open_ledger(tmp_path / "l") as ledger:
        linker = Linker(ledger, SimpleRules(limit=LIMIT))
        reports = [report(f"EEL FIG\nmayor: {n}\n{n + 2} killed", 1 + n % 3, f"Outlet {n}") for n in range(9)]
        reports.append(report(f"{reports[4].text}\nmore", 4, "Reprint"))
        for one in reports:
            ledger.add(one)
            linker.link(linker.unlinked())
        assert [row["vast"] for row in ledger.select("SELECT vast FROM stories")] == [2]
        assert len(list(ledger.select("SELECT 1 FROM report_pairs"))) == 9 + 9 * 8 // 2
    assert worked_out[-1] == 0
    assert sum(worked_out) < len(reports)


def test_connected_sets() -> None:
    assert list(connected("dcba", [("a", "c"), ("c", "d")])) == [["a", "c", "d"], ["b"]]
    assert list(connected([], [])) == []
