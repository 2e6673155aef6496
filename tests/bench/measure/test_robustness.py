# ruff: noqa: E501 (pieces are easier to look over in long rows)
"""Odd writing: what is read of a text hangs on its words, not on its marks, capitals, blanks or line breaks."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Claim, Reading
from allegedly.sources.document import make_document
from bench.cases import own_cases
from bench.made.variants import VARIANTS, apply, rewritten
from bench.measure import robustness
from bench.tasks.attribution import predict

LAYERS = pick("furniture", "language", "attribution")
TEXT = (
    "“We have nothing to hide,” Marta Velik, the mayor, told reporters on Monday. The guild’s lawyer denied that "
    "any money was missing.\n\n“The books are open,” she said. “Anyone may read them.”"
)
HARMLESS = (
    "straight marks", "single marks", "straight single marks", "guillemets", "guillemets set apart", "German marks",
    "grave accents and apostrophes", "mixed pairs", "no opening marks", "all capitals", "wrapped lines",
    "wrapped and indented lines", "tabs", "double blanks", "non-breaking spaces", "zero-width characters",
    "soft hyphens", "bullets",
)  # fmt: skip


def read(text: str) -> Reading:
    reading = read_document(make_document(text, language="en"), LAYERS)
    assert reading.problems == ()
    return reading


def plainly(claim: Claim) -> list[str]:
    """The words of a claim, whatever stands between and around them."""
    spans = (*claim.source, *claim.cue, *claim.content)
    return ["".join(c for c in span.quote.lower() if c.isalnum()) for span in spans]


@pytest.mark.parametrize("name", HARMLESS)
def test_the_same_claims_are_read_however_it_is_written(name: str) -> None:
    expected = [plainly(claim) for claim in read(TEXT).claims]
    assert len(expected) == 3
    reading = read(apply(TEXT, VARIANTS[name])[0])
    assert [plainly(claim) for claim in reading.claims] == expected
    assert all(
        reading.text[span.start : span.end] == span.quote
        for claim in reading.claims
        for span in (*claim.source, *claim.cue, *claim.content)
    )


@pytest.mark.parametrize("name", VARIANTS)
def test_gold_moves_along(name: str) -> None:
    for row in own_cases("attribution").values():
        moved = rewritten(row, VARIANTS[name])
        for before, after in zip(row["attributions"], moved["attributions"], strict=True):
            for (start, end), (new_start, new_end) in zip(before["source"], after["source"], strict=True):
                words = [c for c in row["text"][start:end].lower() if c.isalnum()]
                assert [c for c in moved["text"][new_start:new_end].lower() if c.isalnum()] == words


def test_transcripts_are_read() -> None:
    assert robustness.reached(own_cases("transcripts"), VARIANTS["as it is"]) >= 95


def test_a_list_of_labels_is_no_transcript() -> None:
    row = own_cases("transcripts")["r07"]
    assert predict(row)["attributions"] == []


PIECES = st.sampled_from(
    [*"“”‘’\"'«»„‟‚`", "''", "``", " ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u200b", "\u00ad", "\ufeff", "😀", "🇧🇾", "•", "- ",
     ",", ".", ": ", "Q: ", "A: ", "SMITH: ", "(APPLAUSE)", "He said ", "THE GUILD DENIED ", "the workers’ rights", "that it was so",
     "WE WILL STAY AND FIGHT THEM", "The Guild Rejects All Claims of the Mayor", "İSTANBUL", "ß", "“no,” ", "said the mayor"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=30).map("".join).filter(lambda text: any(map(str.isalnum, text))))
@example("ßThe Guild Rejects All Claims of the Mayor\t")
def test_whatever_is_thrown_together_is_read_at_its_place(text: str) -> None:
    reading = read(text)
    doc = reading.parse
    assert doc is not None
    assert len(doc.text) == len(reading.text)
    assert all(reading.text[token.idx : token.idx + len(token)] == token.text for token in doc if not token.is_space)
    assert "".join(doc.text.split()) == "".join(reading.text.split())


def test_twice_the_text_has_twice_the_claims() -> None:
    once, twice = (
        read("\n\n".join(f"The guild said on day {n} that the bridge was closed for the night." for n in range(count)))
        for count in (20, 40)
    )
    assert len(once.claims) == 20
    assert len(twice.claims) == 40
