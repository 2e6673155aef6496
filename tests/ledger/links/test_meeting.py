from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.ledger import Linker, open_ledger
from tests.ledger.links.simple import SimpleRules, report
from tests.ledger.links.test_linker import links

WORDS = ("ASH", "BAY", "COD")
TEXTS = tuple(f"{' '.join(word for bit, word in enumerate(WORDS) if n >> bit & 1)}\nmayor: {n}" for n in range(1, 8))
CROWDED = tuple(report(text, 1 + n % 3, f"Outlet {n} {text[:3]}") for n, text in enumerate(TEXTS * 2))


@pytest.fixture(autouse=True)
def small_crowds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.ledger.links.meeting.CROWD", 2)


@settings(max_examples=12, deadline=None)
@given(
    order=st.permutations(range(len(CROWDED))), size=st.integers(1, 14), gone=st.sets(st.integers(0, 13), max_size=3)
)
def test_crowds_meet_the_same_in_any_order_and_after_any_loss(order: list[int], size: int, gone: set[int]) -> None:
    found = []
    for places, batch in ((order, size), (list(range(len(CROWDED))), len(CROWDED))):
        with TemporaryDirectory() as folder, open_ledger(Path(folder, "l")) as ledger:
            linker = Linker(ledger, SimpleRules())
            for start in range(0, len(places), batch):
                for place in places[start : start + batch]:
                    ledger.add(CROWDED[place])
                linker.link(linker.unlinked())
            for place in gone:
                again = CROWDED[place]
                ledger.add(type(again)(again.document, claims=again.claims, versions=(("furniture", 2),)))
                linker.link([])
            linker.link(linker.unlinked())
            assert not linker.faults
            found.append(links(ledger))
    assert found[0] == found[1]


def test_not_all_of_a_crowd_are_compared(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        linker = Linker(ledger, SimpleRules())
        for number in range(12):
            ledger.add(report(f"ASH\nmayor: {number}", 1, f"Outlet {number}"))
        linker.link(linker.unlinked())
        [edges] = ledger.select("SELECT count(*) AS count FROM story_edges")
        assert edges["count"] == 1 + 2 * 10
        [stories] = ledger.select("SELECT count(*) AS count FROM stories")
        assert stories["count"] == 1
