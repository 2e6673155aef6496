"""What the records tell of themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from allegedly.records import Claim, Dating, Event, Moment, Reading, Span
from allegedly.sources.document import make_document

TEXT = "The envoy said on Monday that the fort had now fallen."
MONDAY = Moment("m1", Span.of(TEXT, 18, 24), "DATE", "2021-05-17", None, "2021-05-17", "2021-05-17", "published")
NOW = Moment("m2", Span.of(TEXT, 43, 46), "DATE", "PRESENT_REF")
CLAIM = Claim("c1", (Span.of(TEXT, 0, 9),), (Span.of(TEXT, 10, 14),), (Span.of(TEXT, 25, 53),), "indirect")
EVENT = Event("e1", "ASSAULT", Span.of(TEXT, 47, 53))


def reading(published: str | None = "2021-05-19") -> Reading:
    return Reading(make_document(TEXT, language="en", published=published), moments=(MONDAY, NOW))


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2021-05-17", "day"), ("2021-W20", "week"), ("2021-W20-WE", "weekend"), ("2021-05", "month"),
        ("2021-Q2", "quarter"), ("2021-H1", "half-year"), ("2021-WI", "season"), ("2021", "year"), ("202", "decade"),
        ("20", "century"), ("2021-05-17TNI", "part of day"), ("2021-05-17T06", "hour"), ("2021-05-17T06:30", "minute"),
        ("2021-05-17T06:30Z", "minute"), ("2021-05-17T06:30:15", "second"),
    ],
)  # fmt: skip
def test_a_value_has_the_precision_of_its_form(value: str, precision: str) -> None:
    assert replace(MONDAY, value=value).precision == precision


def test_what_names_no_time_has_no_precision() -> None:
    assert NOW.precision is None
    assert Moment("m1", NOW.span, "DURATION", "P3D").precision is None
    assert Moment("m1", NOW.span, "DATE", "XXXX-WXX-1").precision is None


def test_a_claim_is_dated_by_its_moment() -> None:
    dated = reading().dating(replace(CLAIM, moment="m1"))
    assert dated == Dating("2021-05-17", "2021-05-17", "moment", "day", MONDAY)


def test_without_a_day_of_their_own_claims_and_events_are_dated_by_publication() -> None:
    published = Dating("2021-05-19", "2021-05-19", "published")
    assert reading().dating(CLAIM) == published
    assert reading().dating(replace(EVENT, moment="m2")) == published


def test_without_publication_nothing_dates_them() -> None:
    assert reading(published=None).dating(EVENT) is None
