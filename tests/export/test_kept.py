from pathlib import Path

import pytest

from allegedly import Filter, open_ledger
from allegedly.errors import LedgerError
from allegedly.export.kept import from_ledger
from tests.readings import TEXT, reading


def test_documents_that_meet_the_filter(tmp_path: Path) -> None:
    first = reading(url="https://courier.example/1")
    second = reading(TEXT + " So it goes.", url="https://courier.example/1", published="2021-03-09")
    other = reading(outlet="The Gazette")
    with open_ledger(tmp_path / "x.sqlite") as ledger:
        for one in (first, second, other):
            ledger.add(one)
        found = list(from_ledger(ledger))
        assert [kept.reading.document.id for kept in found] == [second.document.id, other.document.id]
        assert found[0].supersedes == first.document.id
        assert found[0].read_at
        assert len(list(from_ledger(ledger, Filter(superseded=True)))) == 3
        assert len(list(from_ledger(ledger, Filter(limit=1)))) == 1
        assert [kept.reading for kept in from_ledger(ledger, Filter(outlet="gazette"))] == [other]
        assert len(list(from_ledger(ledger, Filter(since="2021-03-05")))) == 1
        assert len(list(from_ledger(ledger, Filter(until="2021-03")))) == 2
        assert len(list(from_ledger(ledger, Filter(until="2021-03-05")))) == 1
        [named] = from_ledger(ledger, Filter(document=first.document.id[:10]))
        assert named.reading == first
        with pytest.raises(LedgerError):
            list(from_ledger(ledger, Filter(document="ffff")))
