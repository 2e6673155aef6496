from hypothesis import given
from hypothesis import strategies as st

from allegedly.records import Block, Claim, Span
from allegedly.web.marking import Piece, by_block, marks, pieces

TEXT = "The mayor said that the bridge, which a guard called safe, had fallen.\n\nNobody was hurt, she added."


def spans(draw: st.DrawFn, most: int) -> tuple[Span, ...]:
    starts = draw(st.lists(st.integers(0, len(TEXT) - 1), max_size=most))
    return tuple(Span.of(TEXT, start, draw(st.integers(start + 1, len(TEXT)))) for start in starts)


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    return [
        Claim(f"c{n}", spans(draw, 2), spans(draw, 2), spans(draw, 3), "direct")
        for n in range(1, draw(st.integers(0, 5)) + 1)
    ]


def nests(made: list[Piece]) -> bool:
    """Say whether the pieces are a tree in which no mark is within itself."""
    stack = []
    for piece in made:
        if piece.kind == "open":
            stack.append(piece.mark)
        elif piece.kind == "close" and (not stack or stack.pop() is not piece.mark):
            return False
    return not stack


@given(claims(), st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
def test_pieces_are_the_text_and_a_tree(found: list[Claim], start: int, length: int) -> None:
    block = Block(Span.of(TEXT, start, min(start + length, len(TEXT))), "body")
    (inside,) = by_block([block], marks(found))
    made = list(pieces(TEXT, block.span, inside, found))
    assert "".join(piece.text for piece in made) == block.span.quote
    assert nests(made)
    assert [piece.claim.id for piece in made if piece.claim].sort() == [claim.id for claim in found].sort()


@given(claims())
def test_every_character_of_a_mark_is_marked_and_no_other(found: list[Claim]) -> None:
    block = Block(Span.of(TEXT, 0, len(TEXT)), "body")
    (inside,) = by_block([block], marks(found))
    position, active, shown = 0, [], set()
    for piece in pieces(TEXT, block.span, inside):
        if piece.kind == "open":
            active.append(piece.mark)
        elif piece.kind == "close":
            active.remove(piece.mark)
        shown |= {
            (mark.claim.id, mark.role, at)
            for mark in active
            if mark
            for at in range(position, position + len(piece.text))
        }
        position += len(piece.text)
    expected = {
        (claim.id, role, at)
        for claim in found
        for role, where in (("source", claim.source), ("cue", claim.cue), ("content", claim.content))
        for span in where
        for at in range(span.start, span.end)
    }
    assert shown == expected


def test_what_crosses_is_closed_and_opened_again() -> None:
    first = Claim("c1", (), (), (Span.of("abcdef", 0, 4),), "direct")
    second = Claim("c2", (), (), (Span.of("abcdef", 2, 6),), "direct")
    block = Block(Span.of("abcdef", 0, 6), "body")
    (inside,) = by_block([block], marks([first, second]))
    shown = [
        f"{piece.kind} {piece.mark.claim.id}" if piece.mark else piece.text
        for piece in pieces("abcdef", block.span, inside)
        if piece.mark or piece.text
    ]
    assert shown == ["open c1", "ab", "open c2", "cd", "close c2", "close c1", "open c2", "ef", "close c2"]
