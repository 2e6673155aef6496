import gc
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import LedgerError
from allegedly.ledger import Ledger, Linker, check, open_ledger
from allegedly.records import Reading
from tests.ledger.links.simple import SimpleRules, report

LINK_TABLES = (
    "linked", "loose", "sketch_keys", "story_keys", "credits", "copies", "hanging", "story_edges", "stories",
    "story_documents", "report_pairs", "claim_links", "undertakings", "series",
)  # fmt: skip

FIRE = "FIRE AT THE MILL\nmayor: it burns\nguard: will it burn\n3 killed"
POOL = (
    report(FIRE, 1, "The Quay"),
    report(FIRE + "\nRead more (WIRE)", 2, "The Mirror"),
    report("FIRE OUT\nmayor: not it burns\nguard: it burn\n4 killed", 2, "The Bell"),
    report("MILL FIRE LATER\nguard: it burns\nguard: not it burns", 3, "The Lamp"),
    report("LATER ON\nclerk: not it burns", 6, "The Lamp"),
    report("LATER ON\nclerk: not it burns", 9, "The Moss"),
    report("MILL FIRE\nmayor: it burns\n3 killed", None, "The Bell"),
    report("HARBOUR SHUT\npilot: it is shut", 2),
    report("nothing", 4),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "l") as opened:
        yield opened


def links(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """Return all link tables, sorted, documents' numbers (which tell the order of arrival) as their ids."""
    ids = {row["number"]: row["id"] for row in ledger.select("SELECT number, id FROM documents")}
    found = {}
    for table in LINK_TABLES:
        rows = [dict(row) for row in ledger.select(f"SELECT * FROM {table}")]
        for row in rows:
            if "number" in row:
                row["number"] = ids[row["number"]]
        found[table] = sorted((tuple(row.values()) for row in rows), key=repr)
    return found


def linked(readings: list[Reading], sizes: list[int] | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Return the links of a new ledger to which the readings are added, and linked after so many each."""
    with TemporaryDirectory() as folder, open_ledger(Path(folder, "l")) as ledger:
        waiting: list[str] = []
        steps = list(sizes or [1])
        linker = Linker(ledger, SimpleRules())
        for number, one in enumerate(readings):
            ledger.add(one)
            waiting.append(one.document.id)
            if len(waiting) >= steps[number % len(steps)]:
                linker.link(waiting)
                waiting = []
        linker.link(waiting)
        assert not linker.faults
        return links(ledger)


@cache
def expected() -> dict[str, list[tuple[object, ...]]]:
    return linked(list(POOL), [len(POOL)])


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(POOL), sizes=st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_the_order_and_the_batches_of_arrival_do_not_matter(order: list[Reading], sizes: list[int]) -> None:
    assert linked(order, sizes) == expected()


def test_what_comes_of_it(ledger: Ledger) -> None:
    for one in POOL:
        ledger.add(one)
    Linker(ledger, SimpleRules()).link([one.document.id for one in POOL])
    quay, mirror, bell, lamp, *_ = (one.document.id for one in POOL)
    found = links(ledger)
    assert (*sorted((quay, mirror)), 1.0, quay) in found["copies"]
    stories = {row[0]: row[1:3] for row in found["story_documents"]}
    assert stories[quay] == stories[mirror] == (quay, quay)
    assert stories[lamp][0] == quay
    assert stories[bell] == (quay, bell)
    [wire] = found["credits"]
    assert wire == (mirror, 0, "WIRE")
    kinds = {(row[3], row[4], row[9]) for row in found["claim_links"]}
    assert ("denial", quay, lamp) in kinds
    assert ("denial", lamp, lamp) in kinds
    assert not any(mirror in row for row in found["claim_links"])
    entries = {row[2]: row[7] for row in found["series"] if row[0] == quay}
    undated = POOL[6].document.id  # a copy
    assert entries == {quay: 3.0, bell: 4.0, mirror: 3.0, undated: 3.0}


def test_linking_again_changes_nothing(ledger: Ledger) -> None:
    for one in POOL:
        ledger.add(one)
    linker = Linker(ledger, SimpleRules())
    everything = linker.unlinked()
    assert linker.link(everything) == everything
    before = ledger.path.with_name("l-wal").read_bytes()
    assert linker.unlinked() == []
    assert linker.link(everything) == []
    assert ledger.path.with_name("l-wal").read_bytes() == before


@given(which=st.integers(0, len(POOL) - 1))
@settings(max_examples=9, deadline=None)
def test_a_document_read_anew_is_linked_anew(which: int) -> None:
    with TemporaryDirectory() as folder, open_ledger(Path(folder, "l")) as ledger:
        linker = Linker(ledger, SimpleRules())
        for one in POOL:
            ledger.add(one)
        linker.link(linker.unlinked())
        before = links(ledger)
        again = replace(POOL[which], versions=(("furniture", 2),))
        assert ledger.add(again) == "reread"
        assert list(check(ledger)) == []
        assert linker.unlinked() == [again.document.id]
        linker.link(linker.unlinked())
        assert links(ledger) == before


def test_a_later_version_takes_the_place_of_the_one_before(ledger: Ledger) -> None:
    linker = Linker(ledger, SimpleRules())
    old = report("ARSON\nmayor: it burns", 1, url="https://quay.example/arson")
    new = report("ARSON\nmayor: it is out", 1, url="https://quay.example/arson")
    denial = report("ARSON\nguard: not it burns", 1)
    for one in (old, denial):
        ledger.add(one)
    linker.link(linker.unlinked())
    assert len(links(ledger)["claim_links"]) == 1
    assert ledger.add(new) == "changed"
    assert linker.has_loose_ends()
    linker.link([old.document.id, new.document.id])
    assert not linker.has_loose_ends()
    assert links(ledger)["claim_links"] == []
    assert old.document.id not in {row[0] for row in links(ledger)["linked"]}


def test_what_the_rules_fail_on_is_linked_to_nothing(ledger: Ledger) -> None:
    linker = Linker(ledger, SimpleRules(broken="HARBOUR"))
    for one in POOL:
        ledger.add(one)
    assert len(linker.link(linker.unlinked())) == len(POOL)
    assert linker.faults == [f"{POOL[7].document.id}: ValueError: broken on purpose"]
    assert list(check(ledger)) == []


def test_links_of_older_rules_are_made_anew_and_of_later_ones_left(ledger: Ledger) -> None:
    for one in POOL:
        ledger.add(one)
    linker, later = Linker(ledger, SimpleRules()), Linker(ledger, SimpleRules(2))
    linker.link(linker.unlinked())
    before = links(ledger)
    assert later.is_outdated()
    with pytest.raises(LedgerError, match="older rules"):
        later.link(later.unlinked())
    later.start_over()
    assert not any(links(ledger).values())
    later.link(later.unlinked())
    assert links(ledger) == before
    with pytest.raises(LedgerError, match="later Allegedly"):
        linker.is_outdated()


def test_an_interrupted_batch_leaves_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in POOL:
        ledger.add(one)
    linker = Linker(ledger, SimpleRules())
    before = links(ledger)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("allegedly.ledger.links.linker.tell", stop)
        with pytest.raises(KeyboardInterrupt):
            linker.link(linker.unlinked())
    assert links(ledger) == before
    linker.link(linker.unlinked())
    assert links(ledger) == expected()


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_left_as_it_was(ledger: Ledger, is_on: bool) -> None:
    was_on = gc.isenabled()
    try:
        (gc.enable if is_on else gc.disable)()
        ledger.add(POOL[0])
        Linker(ledger, SimpleRules()).link([POOL[0].document.id])
        assert gc.isenabled() == is_on
    finally:
        (gc.enable if was_on else gc.disable)()
