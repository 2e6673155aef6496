from datetime import date

import pytest
from hypothesis import given, strategies

from allegedly.errors import BadDate
from allegedly.sources import dates


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("15 Oct, 2022 12:34", "2022-10-15T12:34"),
        ("Oct. 15, 2022", "2022-10-15"),
        ("October 15, 2022 at 3:04 pm EDT", "2022-10-15T15:04-04:00"),
        ("Saturday 15 October 2022", "2022-10-15"),
        ("Sat, 15 Oct 2022 12:34:56 +0300", "2022-10-15T12:34:56+03:00"),
        ("2022-10-15T12:34:56.789Z", "2022-10-15T12:34:56+00:00"),
        ("20221015", "2022-10-15"),
        ("Published: 15/10/2022", "2022-10-15"),
        ("5.3.2021", "2021-03-05"),
        ("12:05 GMT, 15 October 2022", "2022-10-15T12:05+00:00"),
        ("Posted 12:05 a.m. on Oct 15th, 2022", "2022-10-15T00:05"),
        ("Monday 03/05/2021", "2021-05-03"),
        ("October 2022", "2022-10"),
        ("Oct 15, 2022 3:04 pm IST", "2022-10-15T15:04"),
    ],
)
def test_forms_of_news_pages(line: str, value: str) -> None:
    assert dates.parse(line) == value


@pytest.mark.parametrize(
    "line",
    [
        "03/05/2021",
        "3-5-2021",
        "31 Feb 2022",
        "1 Jan 0000",
        "31 Dec 9999",
        "2022",
        "yesterday",
        "",
        "the 15 Oct 2022 law",
    ],
)
def test_nothing_is_guessed(line: str) -> None:
    assert dates.parse(line) is None
    with pytest.raises(BadDate, match="write it as"):
        dates.given(line)


def test_the_date_of_publication_comes_before_that_of_an_update() -> None:
    found = dates.published("Updated 17 Oct 2022 09:00 | Published 15 Oct 2022 12:34")
    assert found is not None
    assert found.value == "2022-10-15T12:34"


@pytest.mark.parametrize(
    ("paragraph", "value"),
    [
        ("BREST, Oct. 15, 2022 (Example Wire) — Two trains came.", "2022-10-15"),
        ("BREST, Belarus, 15 October 2022 – Two trains came.", "2022-10-15"),
        ("BREST, Oct 15 (Example Wire) — Two trains came.", None),
        ("Brest saw two trains on October 15, 2022 — and no more.", None),
    ],
)
def test_datelines_of_agencies(paragraph: str, value: str | None) -> None:
    assert dates.dateline(paragraph) == value


@given(strategies.dates(date(1600, 1, 1), date(2199, 12, 31)), strategies.times())
def test_iso_is_read_as_written(day: date, time: object) -> None:
    assert dates.parse(day.isoformat()) == day.isoformat()
    assert dates.parse(f"{day.isoformat()}T{str(time)[:8]}") == f"{day.isoformat()}T{str(time)[:8]}"
    assert dates.parse(f"{day:%B} {day.day}, {day.year}") == day.isoformat()


@given(strategies.text(max_size=300))
def test_no_line_breaks_it(line: str) -> None:
    assert all(line[one.start : one.end] for one in dates.find(line))
