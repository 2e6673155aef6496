"""The toll of an incident."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from allegedly.linking.figures import toll
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document


def report(text: str, title: str | None = None, published: str = "2021-06-02") -> Reading:
    document = make_document(text, title=title, published=published, language="en")
    return read_document(document, pick("furniture"))


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([report("A man was shot and killed on Mill Lane on Tuesday night, police said. Officers found the man, 41, "
                 "dead inside a van. No arrests have been made.", "Man shot dead on Mill Lane")], (1, 0)),
        ([report("Two people were killed and five others wounded when a man opened fire at a dance in Oldport, police "
                 "said.", "2 killed, 5 wounded in Oldport dance shooting")], (2, 5)),
        ([report("A 16-year-old boy was shot in the leg on Friday in Oldport. He was taken to a hospital in good "
                 "condition.", "Teen wounded in Oldport")], (0, 1)),
        ([report("A man shot his wife and then himself at a farm near Oldport, the sheriff said. Both were found dead.",
                 "Couple dead in murder-suicide")], (2, 0)),
        ([report("Four people were shot on Pier 3 on Sunday night, police said. All four were taken to a hospital and "
                 "are expected to survive.", "Four shot at Pier 3")], (0, 4)),
    ],
)  # fmt: skip
def test_single_reports(reports: Sequence[Reading], expected: tuple[int, int]) -> None:
    assert toll(reports) == expected


def test_who_died_later_counts_as_killed_in_whatever_order_reports_come() -> None:
    reports = [
        report("A woman was shot at a bus stop on Quay Street and is in critical condition.", "Woman shot",
               "2021-06-01"),
        report("The woman who was shot at a bus stop on Quay Street died on Thursday, police said. Mara Lindt, 29, was "
               "pronounced dead at Oldport hospital.", "Woman shot on Quay Street dies", "2021-06-03"),
        report("Police identified the woman killed on Quay Street as Mara Lindt, 29. No one has been charged with the "
               "murder.", "Victim of fatal Quay Street shooting named", "2021-06-04"),
    ]  # fmt: skip
    assert {toll(order) for order in permutations(reports)} == {(1, 0)}


def test_copies_count_once() -> None:
    one = report("Three people were killed in a shooting in Oldport.", "Three killed in Oldport")
    other = report("Three people were killed in a shooting in Oldport.\n\nRead more", "Three killed in Oldport")
    assert toll([one, other, one]) == toll([one])


def test_nothing_to_read_is_no_toll() -> None:
    assert toll([]) == (0, 0)
    killed, injured = toll([report("The weather stayed fine.")])
    assert killed >= 0
    assert injured >= 0


def test_a_long_text_without_a_full_stop_is_read_in_time() -> None:
    assert toll([report("three men were shot and " * 20_000)])[1] >= 0
