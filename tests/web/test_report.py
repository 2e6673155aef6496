"""Text and notes beside each other."""

from allegedly.records import Block, Span
from allegedly.web.notes import notes
from allegedly.web.pages.report import LAG, Paragraph, levelled
from tests.readings import reading

NOTE = notes(reading())["c2"]


def paragraph(words: int, count: int) -> Paragraph:
    text = "word " * words
    return Paragraph(Block(Span.of(text, 0, len(text)), "body"), (), (NOTE,) * count)


def test_notes_that_keep_up_need_no_levelling() -> None:
    assert not any(one.level for one in levelled([paragraph(80, 2)] * 9, {}))


def test_notes_that_fall_behind_are_waited_for() -> None:
    made = levelled([paragraph(10, 6)] * 9, {})
    assert not made[0].level
    assert sum(one.level for one in made) >= 3


def test_a_paragraph_without_notes_waits_for_none() -> None:
    crowded, quiet = paragraph(5, 12), paragraph(60, 0)
    assert [one.level for one in levelled([crowded, quiet, quiet], {})] == [False, False, False]
    assert LAG > 0
