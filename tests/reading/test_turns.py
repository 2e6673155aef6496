# ruff: noqa: E501 (texts are easier to look over in long rows)
import re

import pytest

from allegedly.reading.attribution.quotations import quotations_of
from allegedly.reading.attribution.turns import turns_of
from allegedly.records import Block, Document, Reading, Span


def lines(text: str) -> tuple[Block, ...]:
    return tuple(Block(Span.of(text, *match.span()), "body") for match in re.finditer(r"[^\n]+", text))


def turns(text: str) -> list[tuple[str, list[str]]]:
    return [
        (text[slice(*turn.speaker)], [text[slice(*piece)] for piece in turn.said])
        for turn in turns_of(text, lines(text))
    ]


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations_of(Reading(Document("x", text), blocks=lines(text)))]


def test_speakers_and_what_they_say() -> None:
    text = "DR. ANN ORTH, HOST: Hello.\nMR. DALE (Greens): Good evening. [Applause]\nORTH: Sit.\nDown there.\nDALE: Thanks."
    assert turns(text) == [
        ("DR. ANN ORTH", ["Hello."]),
        ("MR. DALE", ["Good evening."]),
        ("ORTH", ["Sit.", "Down there."]),
        ("DALE", ["Thanks."]),
    ]


def test_questions_and_answers() -> None:
    assert turns("Q. Why?\nA. Because.") == [("Q", ["Why?"]), ("A", ["Because."])]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WHAT: A march.\nWHERE: The mill.",
        "Norden: 44 per cent\nSuden: 36\nNorden: 12",
        "Police: two are dead.\nThey fled.",
    ],
)
def test_lists_are_no_transcripts(text: str) -> None:
    assert turns(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Go home,“ she said. »Now« and «then».", ["„Go home,“", "»Now«", "«then»"]),
        ("“Go home,“ he said. “Now.“", ["“Go home,“", "“Now.“"]),
        ("'The workers' rights are safe,' he said of the '90s.", ["'The workers' rights are safe,'"]),
        ("They took the workers' rights and the dogs' tails from 'em.", []),
        ("‘He said “go” twice’, she said.", ["‘He said “go” twice’"]),
        ("“Go home, Ann Orth, the mayor, told reporters. “We left, she said.", ["“Go home,", "“We left,"]),
        ("He called it “a farce and left.", []),
        ("“It goes on.\n“And ends,” he said.", ["“It goes on.", "“And ends,”"]),
        ("Go home,” said the mayor. We stay. We fight.” And more.", ["Go home,”", "We stay. We fight.”"]),
        ('The 5\'10" man said "hi".', ['"hi"']),
    ],
)
def test_quotation_marks_of_many_kinds(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_what_is_said_in_a_turn_is_quoted() -> None:
    assert quoted("Q: Did he say “go”?\nA: He did.") == ["Did he say “go”?", "He did."]
