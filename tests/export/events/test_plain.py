import pytest

from allegedly.export.events.plain import plain
from allegedly.records import Status
from tests.export.events.examples import with_status


@pytest.mark.parametrize(
    ("kind", "status", "coded"),
    [
        ("ASSAULT", "occurred", ["ASSAULT"]),
        ("ASSAULT", "ongoing", ["ASSAULT"]),
        ("ASSAULT", "future", ["THREATEN"]),
        ("ASSAULT", "hypothetical", []),
        ("ASSAULT", "negated", []),
        ("AID", "future", ["AGREE"]),
        ("AID", "negated", ["REJECT"]),
    ],
)
def test_where_no_status_is_known(kind: str, status: Status, coded: list[str]) -> None:
    assert [row.type for row in plain([with_status(status, kind)])] == coded
    [row] = plain([with_status(status, kind)], every_status=True)
    assert (row.type, row.mode, row.day) == (kind, "destroy", "2021-03-02")


def test_what_is_announced_happens_on_the_day_of_the_announcement() -> None:
    [row] = plain([with_status("future")])
    assert (row.day, row.last_day, row.mode) == ("2021-03-04", "2021-03-04", None)
    [row] = plain([with_status("occurred")])
    assert (row.day, row.mode) == ("2021-03-02", "destroy")
