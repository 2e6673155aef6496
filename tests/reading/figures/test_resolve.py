from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from allegedly.reading import figures
from allegedly.reading.figures.scan import scan
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Actor, Claim, Figure, Mention, Reading, Span
from allegedly.sources.document import canonical, make_document


def reading_of(text: str) -> Reading:
    return read_document(make_document(text, language="en"), pick("furniture", "language", "moments"))


def read(text: str) -> list[Figure]:
    return list(figures.read(reading_of(text)).figures)


def only(text: str) -> Figure:
    found = read(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "low_exclusive", "high_exclusive", "approximate"),
    [
        ("They found 15,000 shells.", 15000, 15000, False, False, False),
        ("They found more than three thousand shells.", 3000, None, True, False, False),
        ("They found at least 40 shells.", 40, None, False, False, False),
        ("They found up to 40 shells.", None, 40, False, False, False),
        ("They found fewer than 40 shells.", None, 40, False, True, False),
        ("They found just under six thousand shells.", None, 6000, False, True, False),
        ("They found some 6,000 shells.", 6000, 6000, False, False, True),
        ("They found nearly 300 shells.", 300, 300, False, False, True),
        ("They found 40 shells or more.", 40, 40, False, False, False),
        ("They found between 30 and 40 shells.", 30, 40, False, False, False),
        ("They found three or four shells.", 3, 4, False, False, False),
        ("They found hundreds of shells.", 100, 1000, False, True, True),
        ("They found tens of thousands of shells.", 10000, 100000, False, True, True),
        ("They found 3 to 5 million shells.", 3e6, 5e6, False, False, False),
        ("They found a dozen shells.", 12, 12, False, False, False),
        ("They found a quarter of a million shells.", 250_000, 250_000, False, False, False),
        ("They found one in four shells.", 0.25, 0.25, False, False, False),
        ("They found two-thirds of the shells.", 2 / 3, 2 / 3, False, False, False),
        ("They found half a million shells.", 500_000, 500_000, False, False, False),
        ("They found a quarter million shells.", 250_000, 250_000, False, False, False),
        ("They found 12,34,567 shells.", 1_234_567, 1_234_567, False, False, False),
        ("They found one of the shells.", 1, 1, False, False, False),
        ("They walked around the 40 shells.", 40, 40, False, False, False),
        ("It fell to minus 12 degrees.", -12, -12, False, False, False),
    ],
)
def test_bounds(
    text: str, low: float | None, high: float | None, low_exclusive: bool, high_exclusive: bool, approximate: bool
) -> None:
    figure = only(text)
    assert figure.low == (pytest.approx(low) if low is not None else None)
    assert figure.high == (pytest.approx(high) if high is not None else None)
    assert (figure.low_exclusive, figure.high_exclusive, figure.approximate) == (
        low_exclusive,
        high_exclusive,
        approximate,
    )


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("The loan is worth $3.5bn.", 3.5e9, "dollar"),
        ("The loan is worth €20 million.", 2e7, "euro"),
        ("The loan is worth 40 billion roubles.", 4e10, "russian ruble"),
        ("The loan is worth 16.4 million pounds.", 16_400_000, "pound sterling"),
        ("The crate weighs 30 pounds.", 30, "pound-mass"),
        ("The tower is 120 metres tall.", 120, "metre"),
        ("The tank holds 5,000 litres.", 5000, "litre"),
        ("They walked half a mile.", 0.5, "mile"),
        ("They lost a quarter of an hour.", 0.25, "hour"),
        ("Oil stood at $80 U.S. a barrel.", 80, "dollar per barrel"),
        ("The patient is a 61 yo farmer.", 61, "year of age"),
        ("It trades at 12 times earnings.", 12, "times"),
        ("Turnout was 61 per cent.", 61, "percent"),
        ("Oil stood at $80 a barrel.", 80, "dollar per barrel"),
        ("The wind blew at 90 km/h.", 90, "kilometre per hour"),
        ("A 12-kilogram shell was found.", 12, "kilogram"),
        ("He was sent down for 15 years.", 15, "year"),
        ("The mayor, Ann Smith, 54, resigned.", 54, "year of age"),
        ("The recruits were aged 17 to 20.", 17, "year of age"),
    ],
)
def test_units_have_one_name(text: str, low: float, unit: str) -> None:
    figure = only(text)
    assert figure.low == pytest.approx(low)
    assert figure.unit == unit


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Prices rose by 5% to 12 euros.", ["up", None]),
        ("Prices fell 5%.", ["down"]),
        ("Losses were up 30 percent.", ["up"]),
        ("Output dropped from 20 to 12 million tonnes.", ["down"]),
        ("The price is 5%.", [None]),
        ("The rebels gave up 20 villages.", [None]),
        ("The charity raised 5 million euros.", [None]),
        ("The board raised fares by 5 percent.", ["up"]),
        ("The mayor added 40 people had left.", [None]),
        ("She signed a contract of 3 million euros.", [None]),
        ("Wages climbed from 40 dollars in 1990 to 60 dollars.", ["up"]),
        ("Sales came to $80 million, down from $90 million to $95 million.", [None, None]),
    ],
)
def test_changes(text: str, changes: list[str | None]) -> None:
    assert [figure.change for figure in read(text)] == changes


def test_a_range_that_falls_is_kept_from_low_to_high() -> None:
    figure = only("Output dropped from 20 to 12 million tonnes.")
    assert (figure.low, figure.high) == (12e6, 20e6)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("More than 9,000 soldiers arrived.", "soldiers"),
        ("The navy lost 30 patrol boats.", "patrol boats"),
        ("Dozens of people were hurt.", "people"),
        ("The state paid a fine of $3 million.", "fine"),
        ("Output grew by 4%.", "Output"),
        ("He drove a six-cylinder car.", "cylinder"),
        ("He won just 30 seats.", "seats"),
    ],
)
def test_what_is_counted(text: str, counted: str) -> None:
    assert only(text).counted == counted


@pytest.mark.parametrize(
    "text",
    [
        "The war began in 1999 and ended on 3 May 2004.",
        "Flight 17 was late.",
        "Call 555-123-4567 now.",
        "The home side won 3-1.",
        "She flew on the Boeing 747.",
        "He came 3rd in the 1990s.",
        "COVID-19 spread.",
        "At 10:45 the train left.",
        "1. The court shall sit.",
        "No one spoke.",
        "They high-five the crowd.",
        "It is one of the best mills around.",
        "Seas will have risen by 2140, the 2120 forecast says.",
    ],
)
def test_dates_names_scores_and_labels_are_no_figures(text: str) -> None:
    assert read(text) == []


def test_a_restated_measure_keeps_the_bound() -> None:
    miles, kilometres = read("The fire burned more than 20 miles (32 km) of forest.")
    assert (miles.low, miles.high, kilometres.low, kilometres.high) == (20, None, 32, None)
    assert kilometres.unit == "kilometre"


def with_mention(text: str, words: str, actor: str) -> Reading:
    reading = reading_of(text)
    start = text.index(words)
    mention = Mention(Span.of(text, start, start + len(words)), "name", actor)
    return replace(reading, actors=(Actor(actor, words, "state", actor),), mentions=(mention,))


@pytest.mark.parametrize(
    ("text", "words", "whose"),
    [
        ("More than 900 Ruritanian soldiers landed.", "Ruritanian", "RUR"),
        ("Ruritania has mustered 12,000 men.", "Ruritania", "RUR"),
        ("About 900 soldiers from Ruritania landed.", "Ruritania", "RUR"),
        ("Ruritania killed 30 sailors.", "Ruritania", None),
    ],
)
def test_whose_it_is(text: str, words: str, whose: str | None) -> None:
    (figure,) = figures.read(with_mention(text, words, "RUR")).figures
    assert figure.whose == whose


def test_the_claim_it_stands_under() -> None:
    text = "The mayor said 40 houses burned."
    start = text.index("40")
    claim = Claim("c1", (Span.of(text, 0, 9),), (Span.of(text, 10, 14),), (Span.of(text, start, 31),), "indirect")
    (figure,) = figures.read(replace(reading_of(text), claims=(claim,))).figures
    assert figure.claim == "c1"


def test_without_a_parse_the_reading_is_unchanged() -> None:
    reading = read_document(make_document("They found 40 shells.", language="en"), pick("furniture"))
    assert figures.read(reading) is reading


@given(st.integers(11, 10**9))
def test_a_number_written_with_commas_reads_back(number: int) -> None:
    (draft,) = scan(f"a total of {number:,} shells", 0, len(f"a total of {number:,} shells"))
    assert (draft.low, draft.high) == (number, number)


@given(
    st.integers(1, 10**6),
    st.sampled_from([("more than", True, False), ("up to", False, True), ("about", False, False)]),
)
def test_a_rendered_bound_reads_back(number: int, bound: tuple[str, bool, bool]) -> None:
    words, is_low, is_high = bound
    text = f"{words} {number:,} tonnes"
    (draft,) = scan(text, 0, len(text))
    assert (draft.low, draft.high) == (None if is_high else number, None if is_low else number)
    assert text[draft.start : draft.end] == text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "12",
                "-",
                "$",
                "1,000",
                "million",
                "to",
                "and",
                "between",
                "½",
                "1/0",
                "%",
                "more than",
                "dozens of",
                "men",
                "one",
                ".5",
                "+",
                "(",
                ")",
                "km",
                "per",
                "a",
                "half",
                "€",
                "\u202e",
                "9" * 400,
                "2019",
                "years",
                "old",
                "from",
            ]
        ),
        max_size=12,
    ).map(" ".join)
    | st.text(max_size=40)
)
def test_any_text_gives_spans_that_stand_where_they_say(text: str) -> None:
    assume(canonical(text).strip())
    reading = reading_of(text)
    once = figures.read(reading)
    assert figures.read(once) == once
    for figure in once.figures:
        assert reading.text[figure.span.start : figure.span.end] == figure.span.quote
        assert figure.low is not None or figure.high is not None
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high


def test_a_rise_and_the_level_it_leads_to_are_two_figures() -> None:
    rise, level = read("The toll climbed by 7 to 122.")
    assert (rise.low, rise.high, rise.change) == (7, 7, "up")
    assert (level.low, level.high, level.change) == (122, 122, None)
    assert (only("The fleet grew by 100 to 120 ships.").low, only("The fleet grew by 100 to 120 ships.").high) == (
        100,
        120,
    )


def test_who_lost_soldiers_did_not_fall_by_them() -> None:
    assert only("The brigade lost 300 men.").change is None
    assert only("The shares lost 3 percent.").change == "down"


def test_a_rate_holds_for_both_ends_of_a_movement() -> None:
    figure = only("Oil fell from $80 a barrel to $72.")
    assert (figure.low, figure.high, figure.unit) == (72, 80, "dollar per barrel")


@pytest.mark.parametrize(
    "text", ["He lives at 14 Mill Road.", "She won the last-16 match.", "The depot is at 9-11 Long Mill Lane."]
)
def test_addresses_and_rounds_are_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "She called 911 at once.",
        "It burned in the 2500 block of Mill Lane.",
        "A 4500-block fire.",
        "He was in his 20's.",
    ],
)
def test_what_is_dialled_or_numbered_is_no_figure(text: str) -> None:
    assert read(text) == []


def test_a_hotlines_number_may_count() -> None:
    assert only("The village has 911 inhabitants.").low == 911


def test_ages_in_a_list_of_names() -> None:
    assert [figure.unit for figure in read("Ann Mill, 35; Bob Lane, 34; and Carl Low, 26, died.")] == [
        "year of age"
    ] * 3


def test_the_age_of_a_pronoun() -> None:
    assert only("She was 16 at the time.").unit == "year of age"
    assert only("He is 12 points ahead.").unit != "year of age"
