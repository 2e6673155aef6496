"""What is counted, where the sentence leaves the noun out."""

import pytest

from allegedly.reading import figures
from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document


def counts(text: str) -> list[str | None]:
    reading = read_document(make_document(text, language="en"), pick("furniture", "language", "moments"))
    return [figure.counted for figure in figures.read(reading).figures]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Six miners died in the shaft.", ["miners"]),
        ("At least 9 dead after the ferry sank.", ["dead"]),
        ("The flood left 9 dead and 40 homeless.", ["dead", "homeless"]),
        ("A landslide killed four miners, with 12 more feared dead.", ["miners", "dead"]),
        ("The police freed 30 miners and arrested nine.", ["miners", "miners"]),
        ("The police held 30 miners, nine of whom fled.", ["miners", "miners"]),
        ("The flood killed nine miners, two of them women.", ["miners", "women"]),
        ("Four miners were killed and 20 others were hurt.", ["miners", "miners"]),
        ("Nine miners died, including two women, and dozens were hurt.", ["miners", "women", "miners"]),
        ("The shelling killed 9 and wounded 40.", ["killed", "wounded"]),
        ("Hundreds remain missing.", ["missing"]),
        ("The death toll rose to 19.", ["death toll"]),
        ("The number of wounded reached 190.", ["wounded"]),
        ("The mayor put the number of missing miners at 19.", ["missing miners"]),
        ("Lorries: 40; aircraft: 7.", ["Lorries", "aircraft"]),
        ("Eleven of the dead were miners.", ["dead"]),
        ("A further 90 miners will come.", ["miners"]),
        ("The town has 40 miners in the hills and another 20 in the harbour.", ["miners", "miners"]),
        ("The mine has more than 90 men, up from 40.", ["men", "men"]),
        ("The port repaired 40 old and rusty ships.", ["old rusty ships"]),
    ],
)
def test_what_a_number_counts(text: str, words: list[str]) -> None:
    assert counts(text) == words


@pytest.mark.parametrize(
    "text",
    ["She scored 12 in the first half.", "The shares closed at 118.", "Nine miners left. Twelve stayed behind."],
)
def test_what_nothing_names_counts_nothing(text: str) -> None:
    assert counts(text)[-1] is None


def test_what_is_taken_over_is_never_a_state() -> None:
    assert counts("The flood left nine dead, and 30 were found.")[-1] is None


def test_what_a_sentence_begins_with_is_counted() -> None:
    assert counts("Of the passengers, three died.") == ["passengers"]
