import pytest
from hypothesis import given, strategies

from allegedly.reading import furniture
from allegedly.records import Block, Reading
from allegedly.sources import from_text

HEAD = ["Trains come to Brest", "15 Oct, 2022 12:34", "The soldiers belong to a joint force", "Trains come to Brest"]
BODY = [
    "Two trains with soldiers came to Brest on Saturday, the ministry said. Nobody was hurt.",
    "“We saw them at noon,” said a woman who sells bread at the station. She would not give her name.",
    "Neighbouring countries called the move a threat. The ministry denied that.",
]
OTHER = "Harvest in the west is ahead of last year"


def blocks(*paragraphs: str, title: str | None = None) -> list[Block]:
    return list(furniture.read(Reading(from_text("\n\n".join(paragraphs), title=title))).blocks)


def kinds(*paragraphs: str) -> list[str]:
    return [block.kind for block in blocks(*paragraphs)]


def test_the_head_of_a_report() -> None:
    assert kinds(*HEAD, *BODY) == ["title", "dateline", "deck", "repeated_title", "body", "body", "body"]


def test_a_link_to_another_report_takes_its_headlines_with_it() -> None:
    inserted = kinds(*HEAD, BODY[0], OTHER, "Read more", OTHER, *BODY[1:])
    assert inserted[4:] == ["body", "related", "read_more", "related", "body", "body"]
    assert kinds(*HEAD, BODY[0], "Read more", OTHER, *BODY[1:])[4:] == ["body", "read_more", "related", "body", "body"]


def test_a_headline_that_stands_twice_is_of_another_report() -> None:
    assert kinds(*HEAD, BODY[0], OTHER, BODY[1], OTHER)[4:] == ["body", "related", "body", "related"]


def test_headlines_under_a_heading() -> None:
    tail = ["Related stories:", OTHER, "Minister to visit the north in May", "What do we know of the trains?"]
    assert kinds(*HEAD, *BODY, *tail)[7:] == ["related"] * 4


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        (f"READ MORE: {OTHER}", "read_more"),
        (f"Also read | {OTHER}", "related"),
        ("RELATED: Minister to visit the north in May", "related"),
        ("MORE: How the ferry line is paid for", "related"),
        ("WATCH: The ferry leaves the harbour", "related"),
        ("Click here to see the full list of trains.", "read_more"),
        ("Sign up for our free daily newsletter and never miss a story.", "newsletter"),
        ("Get the day’s Courier stories e-mailed to you every morning", "newsletter"),
        ("Dear readers! Please subscribe to our Telegram channel", "newsletter"),
        ("Follow us on Facebook, Twitter and Telegram!", "share"),
        ("Share this story", "share"),
        ("Facebook Twitter WhatsApp", "share"),
        ("12 Comments", "share"),
        ("You can share this story on social media:", "share"),
        ("https://example.org/trains", "share"),
        ("Advertisement", "navigation"),
        ("Story continues below advertisement", "read_more"),
        ("Tags: Belarus, trains, army", "navigation"),
        ("* * *", "navigation"),
        ("Home > World > Europe", "navigation"),
        ("FILE PHOTO: Soldiers wait at a station © Example Wire / Jane Doe", "caption"),
        ("Soldiers wait at the station in Brest. (Photo: Jane Doe/Example Wire)", "caption"),
        ("Image credit: Jane Doe", "caption"),
        ("Copyright © 2022 The Example Courier. All rights reserved.", "legal"),
        ("We use cookies to improve your experience on our site.", "legal"),
        ("The views expressed in this article are those of the author alone.", "legal"),
        ("(Reporting by Jane Doe in Brest; Editing by John Roe)", "byline"),
        ("Jane Doe contributed to this report.", "byline"),
        ("14:05 GMT", "dateline"),
    ],
)
def test_paragraphs_that_say_what_they_are(paragraph: str, kind: str) -> None:
    between = kinds(*HEAD, BODY[0], "Advertisement", paragraph, *BODY[1:])
    assert between[6] == kind
    assert between[4:6] + between[7:] == ["body", "navigation", "body", "body"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Why the north stays calm",
        "Background: a border of a thousand kilometres",
        "“Never again”",
        "Share prices fell by a tenth after the news, traders said.",
        "Follow the rails to the east and you come to the border.",
        "Read by a clerk, the statement took an hour.",
        "Get out of our town, the crowd shouted at the soldiers.",
        "Copyright law was not the reason, the judge said.",
        "Video of the trains was shown on state television on Sunday.",
        "Photos showed four trains in the snow, the analysts said.",
        "More news is expected on Friday.",
        "Related charges were dropped in May, the court said.",
        "Sign up for the army, the posters said.",
        "Live ammunition was found on the train.",
        "By Friday nobody was left in the town.",
        "Reporting by state television showed soldiers on the train.",
        "- two tanks and four guns",
        "Name: Jane Doe, 41",
        "He was told to stay up to date and to say nothing.",
        "The ministry’s site uses cookies.",
        "Home was far away, the soldier said.",
    ],
)
def test_the_words_of_the_report_are_kept(paragraph: str) -> None:
    assert kinds(*HEAD, *BODY[:2], paragraph, BODY[2])[6] == "body"


def test_sections_of_a_site_are_furniture_only_beside_other_furniture() -> None:
    assert kinds(*HEAD, BODY[0], "Analysis", *BODY[1:])[5] == "body"
    assert kinds(*HEAD, *BODY, "Tags: trains", "World", "Sport")[7:] == ["navigation"] * 3


@given(
    strategies.lists(
        strategies.sampled_from([*HEAD, *BODY, OTHER, "Read more", "", "\t", "World", "Related:"]), min_size=1
    )
)
def test_blocks_hold_all_that_is_not_white_in_order(paragraphs: list[str]) -> None:
    text = "Start\n" + "\n".join(paragraphs)
    reading = furniture.read(Reading(from_text(text)))
    assert all(text[block.span.start : block.span.end] == block.span.quote for block in reading.blocks)
    assert "".join("".join(block.span.quote.split()) for block in reading.blocks) == "".join(text.split())
    assert furniture.read(reading) == reading
