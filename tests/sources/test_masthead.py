import pytest

from allegedly.sources import masthead

BODY = "Two trains with soldiers came to Brest on Saturday, the ministry said. Nobody was hurt."


def kinds(*paragraphs: str, title: str | None = None) -> list[str]:
    return [kind for _, _, kind in masthead.read("\n\n".join(paragraphs), title).parts]


def test_title_date_deck_and_the_title_again() -> None:
    head = masthead.read(
        "Trains come to Brest\n\n15 Oct, 2022 12:34\n\nThe soldiers belong to a joint force\n\n"
        f"Trains come to Brest\n\n{BODY}"
    )
    assert (head.title, head.published) == ("Trains come to Brest", "2022-10-15T12:34")
    assert head.deck == "The soldiers belong to a joint force"
    assert [kind for _, _, kind in head.parts] == ["title", "dateline", "deck", "repeated_title"]


def test_a_deck_with_a_full_stop_is_known_by_what_follows() -> None:
    assert kinds("Trains come to Brest", "The soldiers belong to a joint force.", "By Jane Doe", BODY) == [
        "title",
        "deck",
        "byline",
    ]
    assert kinds("Trains come to Brest", "The soldiers belong to a joint force.", BODY) == ["title"]


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        ("By Jane Doe, 3 May 2021", "Jane Doe", "2021-05-03"),
        ("BY JANE DOE AND JOHN ROE | Example Wire", "JANE DOE AND JOHN ROE", None),
        ("by: Jane Doe Updated: Feb 6, 2017 - 3:25 PM", "Jane Doe", "2017-02-06T15:25"),
        ("By Jane Doe, The Example Courier", "Jane Doe", None),
    ],
)
def test_bylines(line: str, author: str, published: str | None) -> None:
    head = masthead.read(f"Trains come to Brest\n\n{line}\n\n{BODY}")
    assert (head.author, head.published) == (author, published)


@pytest.mark.parametrize(
    "line", ["By Friday nobody was left in town", "The war began on February 24, 2022.", "By train, they said."]
)
def test_sentences_are_neither_bylines_nor_date_lines(line: str) -> None:
    assert masthead.byline(line) is None
    assert masthead.date_line(line) is None


def test_a_deck_may_end_in_a_quotation() -> None:
    deck = "The minister called the arrival of the trains “a routine exercise”"
    assert kinds("Trains come to Brest", deck, BODY) == ["title", "deck"]
    assert kinds("Trains come to Brest", "“Who asked them to come here?”", BODY) == ["title"]


def test_a_label_before_the_title_is_part_of_it() -> None:
    assert masthead.read(f"Watch: Trains come to Brest\n\n{BODY}").title == "Watch: Trains come to Brest"


def test_the_outlet_below_the_title_is_no_deck() -> None:
    head = masthead.read(f"Trains come to Brest\n\nThe Example Courier\n\n16 October 2022\n\n{BODY}")
    assert (head.deck, head.outlet, head.published) == (None, "The Example Courier", "2022-10-16")


def test_a_section_above_the_title() -> None:
    assert kinds("Eastland", "Trains come to Brest on Saturday", BODY) == ["navigation", "title"]
    assert kinds("World", "Trains come to Brest on Saturday", BODY) == ["navigation", "title"]


def test_a_title_that_is_known_is_found_again_with_a_full_stop() -> None:
    assert kinds("Trains come to Brest.", BODY, title="Trains come to Brest") == ["title"]


def test_a_text_without_a_head_has_none() -> None:
    assert masthead.read(BODY) == masthead.Masthead()
    assert masthead.read(f"{BODY}\n\n{BODY}").title is None


def test_the_dateline_of_the_first_sentence_is_the_last_resort() -> None:
    assert masthead.read(f"Trains come\n\nBREST, Oct. 15, 2022 (Example Wire) — {BODY}").published == "2022-10-15"
