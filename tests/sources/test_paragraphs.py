from hypothesis import given, strategies

from allegedly.sources.paragraphs import paragraphs

WRAPPED = (
    "The ministry said on Saturday that two trains with\nsoldiers had come to Brest in the night, and that\n"
    "more of them were on their way from the east of\nthe country.\n\nNobody was hurt, it said."
)


def test_lines_of_a_fixed_width_are_one_paragraph() -> None:
    assert [WRAPPED[start:end].count("\n") for start, end in paragraphs(WRAPPED)] == [3, 0]


def test_other_lines_are_paragraphs() -> None:
    text = "The first sentence stands here.\nThe second stands alone too.\n  And the third \n"
    assert [text[start:end] for start, end in paragraphs(text)][2] == "And the third"


def test_two_lines_are_one_paragraph_where_the_rest_is_wrapped() -> None:
    short = "Nobody was hurt, said the head of the brigade,\nBrannigan, who had come from the capital."
    assert len(list(paragraphs(short))) == 2
    text = "\n\n".join((WRAPPED, short, WRAPPED))
    assert [text[start:end].count("\n") for start, end in paragraphs(text)] == [3, 0, 1, 3, 0]
    listed = text + "\n\nThe guild\nThe harbour ministry and its many offices"
    assert [listed[start:end] for start, end in paragraphs(listed)][-2] == "The guild"


@given(strategies.text(alphabet="ab. \n\t", max_size=200))
def test_paragraphs_are_in_order_and_hold_all_that_is_not_white(text: str) -> None:
    found = list(paragraphs(text))
    assert found == sorted(found)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
