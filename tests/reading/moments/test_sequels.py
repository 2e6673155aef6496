"""Days told by an event of a day named before."""

import pytest

from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document


def values(text: str) -> list[tuple[str, str]]:
    document = make_document(text, language="en", published="2024-05-15")
    reading = read_document(document, pick("furniture", "language", "moments"))
    return [(moment.span.quote, moment.value) for moment in reading.moments]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The shop burned on Monday. The day after the fire, police came.", "The day after", "2024-05-14"),
        ("A bomb went off on 2 May. Two days after the blast, trams ran.", "Two days after", "2024-05-04"),
        ("The vote was on Sunday. The week before the vote, banks closed.", "The week before", "2024-W18"),
        ("The army came on 7 May. The morning after, the bridge was gone.", "The morning after", "2024-05-08TMO"),
        ("They meet on 20 May. On the eve of the meeting shops close.", "the eve of", "2024-05-19"),
        ("The day after Saturday's raid, he fled.", "The day after", "2024-05-12"),
        ("Rain fell overnight into Sunday.", "overnight into Sunday", "2024-05-11TNI"),
        ("It happened in the early hours of Monday.", "the early hours of Monday", "2024-05-13TNI"),
    ],
)
def test_the_day_goes_on_from_the_one_before(text: str, words: str, value: str) -> None:
    assert (words, value) in values(text)


@pytest.mark.parametrize(
    "text",
    [
        "The treaty was signed on the eve of the summit.",
        "The shop burned on Monday, the day after the owner had left.",
        "He was jailed on 3 May. A year after the war he was free.",
        "The firm spoke on Friday. Its move comes a day after rivals, too, spoke.",
    ],
)
def test_without_an_event_to_go_on_from_there_is_no_day(text: str) -> None:
    assert all(not words.endswith(("after", "of")) for words, _ in values(text))


def test_a_night_into_a_day_covers_both() -> None:
    document = make_document("Rain fell overnight into Sunday.", language="en", published="2024-05-15")
    [moment] = read_document(document, pick("furniture", "language", "moments")).moments
    assert (moment.start, moment.end) == ("2024-05-11", "2024-05-12")
