from pathlib import Path

from allegedly.export.events import from_ledger, reported
from allegedly.ledger import Filter, open_ledger
from tests.readings import reading


def test_a_ledger_gives_the_events_of_its_readings_in_its_order(tmp_path: Path) -> None:
    first, second = reading(url="https://a.example/1"), reading(url="https://a.example/2", outlet="Another")
    with open_ledger(tmp_path / "l.sqlite") as ledger:
        ledger.add(second)
        ledger.add(first)
        assert list(from_ledger(ledger)) == [*reported(second), *reported(first)]
        [only] = from_ledger(ledger, Filter(type="assault", outlet="another"))
    assert (only.document, only.event.id) == (second.document, "e1")
