from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from allegedly import lexicon
from allegedly.cli.margin import page
from allegedly.cli.marking import ACT_COLOURS, marked, marks
from allegedly.cli.terminal import one_line, printable
from allegedly.records import Block, Claim, Document, Reading, Span
from tests.readings import reading as written

LETTERS = st.text(alphabet="abc de\nfg é中\u0301", min_size=8, max_size=60)
INSERTED = re.compile("[\\[\\]{}<>⁰¹²³⁴⁵⁶⁷⁸⁹]")


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(LETTERS)

    def spans() -> tuple[Span, ...]:
        pairs = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20)), max_size=2))
        return tuple(Span.of(text, start, min(start + length, len(text))) for start, length in pairs)

    claims = tuple(
        Claim(f"c{number}", spans(), spans(), spans(), "direct") for number in range(1, draw(st.integers(1, 4)))
    )
    cut = draw(st.integers(1, len(text) - 1))
    blocks = (Block(Span.of(text, 0, cut), "body"), Block(Span.of(text, cut, len(text)), "related"))
    return Reading(Document(id="0123456789", text=text), blocks=blocks, claims=claims)


@given(readings(), st.booleans())
def test_marks_add_to_the_text_and_take_nothing_away(reading: Reading, braces: bool) -> None:
    whole = Span.of(reading.text, 0, len(reading.text))
    text = marked(reading.text, whole, marks(reading.claims), braces=braces).plain
    assert INSERTED.sub("", text) == reading.text.replace("\n", " ")
    assert text.count("[") == text.count("]") == sum(len(claim.content) for claim in reading.claims)
    assert text.count("{") == text.count("}") == (len({s for c in reading.claims for s in c.source}) if braces else 0)


@given(readings(), st.sampled_from([80, 100, 160]))
def test_a_page_has_every_word_and_every_claim(reading: Reading, width: int) -> None:
    console = Console(width=width, markup=False, emoji=False, highlight=False)
    lines = [line.plain for line in page(reading, console)]
    assert "01234567" in lines[0]
    left = "".join(line.split("│")[0] for line in lines if "│" in line)
    assert re.sub(r"\s", "", INSERTED.sub("", left)) == re.sub(r"\s", "", reading.text)
    noted = [line for line in lines if re.search(r"│ \d assert$", line)]
    assert len(noted) == len({mark.claim.id for mark in marks(reading.claims)})
    assert all(console.measure(line).maximum <= width for line in lines if "│" in line)


@given(readings())
def test_a_narrow_page_has_the_notes_below(reading: Reading) -> None:
    lines = [line.plain for line in page(reading, Console(width=40, markup=False, emoji=False, highlight=False))]
    assert not any("│" in line for line in lines)
    noted = [line for line in lines if re.search(r"^ +\d assert$", line)]
    assert len(noted) == len({mark.claim.id for mark in marks(reading.claims)})


@given(st.text(max_size=40))
def test_printable_text_is_as_long_and_obeyed_by_no_terminal(text: str) -> None:
    assert len(printable(text)) == len(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printable(text))
    assert "\n" not in one_line(text)
    assert printable(printable(text)) == printable(text)


def test_nested_claims_nest() -> None:
    text = "A denies that B claims that C left."
    outer = Claim("c1", (), (Span.of(text, 2, 8),), (Span.of(text, 9, 34),), "indirect", "deny")
    inner = Claim(
        "c12", (Span.of(text, 14, 15),), (Span.of(text, 16, 22),), (Span.of(text, 23, 34),), "indirect", parent="c1"
    )
    whole = Span.of(text, 0, len(text))
    result = marked(text, whole, marks([inner, outer]), braces=True).plain
    assert result == "A <denies> [¹that {B} <claims> [¹²that C left¹²]¹]."


def test_every_act_has_a_colour() -> None:
    assert set(ACT_COLOURS) == lexicon.words("acts", "act")


def test_the_margin_says_where_a_claim_comes_from() -> None:
    console = Console(width=100, markup=False, emoji=False, highlight=False)
    notes = " ".join(
        " ".join(line.plain.partition("│")[2] for line in page(replace(written(), blocks=()), console)).split()
    )
    assert "official; anonymous; through Graustark, Streslau;" in notes
