"""A ledger of linked reports, for the commands that ask across reports."""

from __future__ import annotations

from pathlib import Path

from allegedly.ledger import Linker, open_ledger
from allegedly.records import Reading
from tests.ledger.links.simple import SimpleRules, report

HOSTILE = "<script>alert(1)</script> | `x` [y](z) \x1b[2J"
FIRE = "FIRE AT THE MILL\nmayor: the mill burns\nguard: will they come\n3 killed"
REPORTS: tuple[Reading, ...] = (
    report(FIRE, 1, "The Quay", title="Mill on fire", url="https://quay.example/fire"),
    report(FIRE + "\nRead more (WIRE)", 2, "The Mirror", title="Mill on fire, again", url="javascript:alert(1)"),
    report("FIRE AT THE MILL\nclerk: not the mill burns\nguard: they come\n4 killed", 2, "The Bell", title=HOSTILE),
    report(f"FIRE AT THE MILL\nclerk: the mill burns\nowner: it is {HOSTILE}", 2, "The Moss"),
    report("HARBOUR SHUT\npilot: it is shut", 9, "The Quay", title="Harbour shut"),
)
QUAY, MIRROR, BELL, MOSS, HARBOUR = (one.document.id for one in REPORTS)


def make(path: Path) -> None:
    """Make the ledger."""
    with open_ledger(path) as ledger:
        for one in REPORTS:
            ledger.add(one)
        linker = Linker(ledger, SimpleRules())
        linker.link(linker.unlinked())
        assert not linker.faults
