"""Connected sets that are too large to be looked at as a whole."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.ledger import Linker, check, open_ledger
from allegedly.ledger.links.components import connected
from allegedly.records import Reading
from tests.ledger.links.simple import SimpleRules, report
from tests.ledger.links.test_linker import links

CHAINED = (
    ("ASH BAY", 1), ("ASH BAY COD", 2), ("BAY COD", 2), ("COD DAB", 1), ("DAB EEL", 1), ("DAB EEL FIG", 2), ("EEL FIG", 2),
    ("FIG GUM", 3), ("GUM HEN", 1), ("HEN IVY", 2), ("IVY JAY", 2), ("KID LAP", 1), ("LAP MUD", 1), ("MUD JAY", 2),
)  # fmt: skip
CHAIN = tuple(report(f"{words}\nmayor: {n}\n{n + 2} killed", day, f"Outlet {n}") for n, (words, day) in enumerate(CHAINED))
COPIES = tuple(report(f"DAB EEL\nmayor: 4\n6 killed\nfooter {n}", 1 + n % 3, f"Copy {n}") for n in range(3))
POOL = CHAIN + COPIES
LIMIT = 5


@pytest.fixture(autouse=True)
def small_crowds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.ledger.links.meeting.CROWD", 2)


def again(one: Reading, version: int) -> Reading:
    """Return the reading as made by another version of a layer."""
    return Reading(one.document, claims=one.claims, versions=(("furniture", version),))


@settings(max_examples=25, deadline=None)
@given(
    order=st.permutations(range(len(POOL))),
    size=st.integers(1, len(POOL)),
    gone=st.lists(st.integers(0, len(POOL) - 1), max_size=4),
)
def test_vast_sets_come_out_the_same_in_any_order_and_after_any_loss(
    order: list[int], size: int, gone: list[int]
) -> None:
    found = []
    for places, batch in ((order, size), (list(range(len(POOL))), len(POOL))):
        with TemporaryDirectory() as folder, open_ledger(Path(folder, "l")) as ledger:
            linker = Linker(ledger, SimpleRules(limit=LIMIT))
            for start in range(0, len(places), batch):
                for place in places[start : start + batch]:
                    ledger.add(POOL[place])
                linker.link(linker.unlinked())
            for version, place in enumerate(gone, 2):
                ledger.add(again(POOL[place], version))
                linker.link([])
                assert list(check(ledger)) == []
            linker.link(linker.unlinked())
            assert not linker.faults
            assert list(check(ledger)) == []
            found.append(links(ledger))
    assert found[0] == found[1]


def test_weak_edges_part_what_they_joined_when_the_set_becomes_vast(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        linker = Linker(ledger, SimpleRules(limit=LIMIT))
        chain = [report(f"{words}\nmayor: {n}", 1, f"Outlet {n}") for n, words in enumerate(("A1 ASH", "ASH BAY", "BAY COD"))]
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


def test_connected_sets() -> None:
    assert list(connected("dcba", [("a", "c"), ("c", "d")])) == [["a", "c", "d"], ["b"]]
    assert list(connected([], [])) == []
