"""Times of day: whose day they are, and their zones."""

import pytest

from tests.reading.moments.sentences import only, read


@pytest.mark.parametrize(
    ("text", "quote", "value", "start"),
    [
        ("It fell at about 3.30pm on Saturday.", "about 3.30pm on Saturday", "2021-05-15T15:30", "2021-05-15T15:30"),
        ("A truce began at 1800 GMT on Sunday.", "1800 GMT on Sunday", "2021-05-16T18:00Z", "2021-05-16T18:00+00:00"),
        ("It sank at 7 p.m. (GMT +8).", "7 p.m. (GMT +8)", "2021-05-19T19:00", "2021-05-19T19:00+08:00"),
        (
            "The bus left at 10:35 a.m. (0735 GMT) on Friday.",
            "10:35 a.m. (0735 GMT) on Friday", "2021-05-14T10:35", "2021-05-14T10:35",
        ),
        ("On the evening of 3 March the hall was full.", "the evening of 3 March", "2021-03-03TEV", "2021-03-03"),
        ("The lights went out at midnight.", "midnight", "2021-05-19T24:00", "2021-05-20T00:00"),
    ],
)  # fmt: skip
def test_clock_times(text: str, quote: str, value: str, start: str) -> None:
    moment = only(text)
    assert (moment.span.quote, moment.type, moment.value, moment.start) == (quote, "TIME", value, start)


def test_a_time_of_day_goes_on_from_the_day_named_before_it() -> None:
    text = "The ferry sailed on 3 March 2019 from Bari and sank at 18:00 UTC. Divers came in the evening."
    assert [m.value for m in read(text)] == ["2019-03-03", "2019-03-03T18:00Z", "2019-03-03TEV"]


def test_a_day_named_long_before_is_forgotten() -> None:
    text = f"The ferry sailed on 3 March 2019. {'The owners did not answer the question that we put to them. ' * 6}"
    assert [m.value for m in read(f"{text}A hearing begins at 18:00 UTC.")][-1] == "2021-05-19T18:00Z"


def test_overnight_is_the_night_before_the_day_named() -> None:
    assert [m.value for m in read("Shares fell on Monday after losses overnight.")] == ["2021-05-17", "2021-05-16TNI"]
    assert only("The village was shelled overnight.").value == "2021-05-18TNI"
