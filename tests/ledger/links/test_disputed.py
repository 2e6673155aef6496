"""Disputes about figures in a ledger: made of a story's reports as they are now, copies apart."""

from pathlib import Path

from allegedly.ledger import Filter, Ledger, Linker, check, open_ledger, queries
from allegedly.records import Reading
from tests.ledger.links.simple import SimpleRules, report

QUAY = report("FIRE AT THE MILL\nmayor: it burns\n3 killed", 1, "The Quay")
MIRROR = report("FIRE AT THE MILL\nmayor: it burns\n3 killed\nRead more", 2, "The Mirror")
BELL = report("FIRE AT THE MILL\n4 killed\nclerk: it is bad", 2, "The Bell")


def link(ledger: Ledger, *readings: Reading) -> list[tuple[str, str, str, str]]:
    linker = Linker(ledger, SimpleRules())
    for one in readings:
        ledger.add(one)
        linker.link(linker.unlinked())
    assert linker.faults == []
    assert list(check(ledger)) == []
    rows = queries.disputes(ledger, Filter(type="figures"))
    return [(row.one.document, row.one.words, row.other.document, row.other.words) for row in rows]


def test_copies_are_in_dispute_once_and_order_does_not_matter(tmp_path: Path) -> None:
    found = []
    for name, order in (("one", (QUAY, MIRROR, BELL)), ("other", (BELL, MIRROR, QUAY))):
        with open_ledger(tmp_path / name) as ledger:
            found.append(link(ledger, *order))
    first, second = sorted((QUAY, BELL), key=lambda one: one.document.id)
    killed = {QUAY.document.id: "3 killed", BELL.document.id: "4 killed"}
    sides = [(one.document.id, killed[one.document.id]) for one in (first, second)]
    assert found[0] == found[1] == [(*sides[0], *sides[1])]


def test_a_dispute_goes_with_its_report(tmp_path: Path) -> None:
    later = report("HARBOUR SHUT\npilot: it is shut", 2, "The Bell", url="https://bell.example/1")
    before = report("FIRE AT THE MILL\n4 killed\nclerk: it is bad", 2, "The Bell", url="https://bell.example/1")
    with open_ledger(tmp_path / "l") as ledger:
        assert len(link(ledger, QUAY, before)) == 1
        assert link(ledger, later) == []
