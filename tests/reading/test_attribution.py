import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading.attribution import find, read
from allegedly.reading.attribution.found import Found
from allegedly.reading.attribution.quotations import inside, quotations_of
from allegedly.reading.attribution.quoted import Quoted
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Claim, Document, Reading, Span
from allegedly.sources.document import make_document


def claims(text: str, title: str | None = None) -> tuple[Claim, ...]:
    document = make_document(text, language="en", title=title)
    reading = read_document(document, pick("furniture", "language", "attribution"))
    assert not reading.problems
    return reading.claims


def words(spans: tuple[Span, ...]) -> list[str]:
    return [span.quote for span in spans]


def only(text: str) -> tuple[list[str], list[str], list[str]]:
    (claim,) = claims(text)
    return words(claim.source), words(claim.cue), words(claim.content)


def test_a_clause_behind_the_verb() -> None:
    assert only("The harbour master said that two ships had left the port.") == (
        ["The harbour master"], ["said"], ["that two ships had left the port"],
    )  # fmt: skip


def test_a_parenthetical_leaves_content_in_two_pieces() -> None:
    (claim,) = claims("The bridge, she said, was closed on Friday after the flood.")
    assert words(claim.source) == ["she"]
    assert words(claim.content) == ["The bridge", "was closed on Friday after the flood"]


def test_a_trailing_cue_with_titles_in_its_source() -> None:
    source, cue, content = only("The road is open again, Transport Minister Vera Lind said on Monday.")
    assert source == ["Transport Minister Vera Lind"]
    assert cue == ["said"]
    assert content == ["The road is open again"]


def test_a_participle_shares_the_source_of_the_reporting_verb() -> None:
    first, second = claims("He said that the talks would go on for months, adding that nobody had left the table.")
    assert words(first.content) == ["that the talks would go on for months"]
    assert words(second.source) == ["He"]
    assert words(second.content) == ["that nobody had left the table"]
    assert second.parent is None


def test_a_noun_inside_a_denial_is_nested() -> None:
    denial, claim = claims("The company has dismissed assertions by local residents that its mine poisoned the river.")
    assert words(denial.cue) == ["has dismissed"]
    assert words(claim.source) == ["local residents"]
    assert words(claim.content) == ["that its mine poisoned the river"]
    assert claim.parent == denial.id


def test_the_setting_belongs_to_the_cue() -> None:
    (claim,) = claims("The union said in a statement that the strike would end at midnight.")
    assert words(claim.cue) == ["said in a statement"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“We will not sign this paper,” the mayor said.", ["“We will not sign this paper,”"]),
        ('"We will not sign this paper," the mayor said.', ['"We will not sign this paper,"']),
        ("«We will not sign this paper», said the mayor.", ["«We will not sign this paper»"]),
        ("The mayor said: “We will not sign this paper.”", ["“We will not sign this paper.”"]),
        (
            "“We will not sign this paper,” the mayor said. “It is bad for the town.”",
            ["“We will not sign this paper,”", "“It is bad for the town.”"],
        ),
    ],
)
def test_direct_quotations(text: str, content: list[str]) -> None:
    (claim,) = claims(text)
    assert words(claim.source) == ["the mayor"] or words(claim.source) == ["The mayor"]
    assert words(claim.content) == content
    assert claim.quote == "direct"


def test_a_quotation_that_goes_on_in_the_next_paragraph() -> None:
    (claim,) = claims("“The water rose all night,” the farmer said. “We fled.\n\n“Then it fell again.”")
    assert words(claim.content)[-1] == "“Then it fell again.”"


def test_words_inside_quotation_marks_are_no_cues() -> None:
    assert len(claims("“I believe that he said he would come,” the guard said.")) == 1


def test_quote_types() -> None:
    kinds = [
        claims(text)[0].quote
        for text in (
            "The envoy said that the border was calm.",
            "The envoy said that the border was “calm and quiet” for now.",
            "“The border is calm,” the envoy said.",
        )
    ]
    assert kinds == ["indirect", "mixed", "direct"]


def test_according_to() -> None:
    source, cue, content = only("According to the port authority, two cranes collapsed in the storm.")
    assert source == ["the port authority"]
    assert cue == ["According to"]
    assert content == ["two cranes collapsed in the storm"]


def test_a_headline_with_a_colon() -> None:
    headline = "Navy: submarine returned to base"
    (claim,) = claims(f"{headline}\n\nThe weather was fine.", title=headline)
    assert (words(claim.source), words(claim.content)) == (["Navy"], ["submarine returned to base"])


def test_a_kind_of_item_is_no_speaker() -> None:
    headline = "Video: submarine returns to base"
    assert not claims(f"{headline}\n\nThe weather was fine.", title=headline)


def test_an_agentless_passive_has_no_source() -> None:
    (claim,) = claims("The delegation is expected to arrive on Tuesday.")
    assert claim.source == ()
    assert words(claim.content) == ["The delegation", "to arrive on Tuesday"]


def test_what_somebody_is_said_to_want_is_no_claim_of_its_own() -> None:
    assert len(claims("The guide said that most visitors want to see the caves.")) == 1


def test_a_report_without_claims_has_none() -> None:
    assert claims("Two trains left the station in the morning. It rained.") == ()


def test_without_a_parse_the_reading_comes_back() -> None:
    reading = Reading(Document(id="x", text="He said so."))
    assert read(reading) is reading


def test_find_yields_tokens_of_the_parse() -> None:
    document = make_document("The clerk said that it was late.", language="en")
    reading = read_document(document, pick("furniture", "language"))
    assert reading.parse is not None
    marked = quotations_of(reading)
    quoted = Quoted(reading.text, reading.parse, marked)
    (found,) = find(reading, reading.parse, quoted, inside(len(reading.text), marked))
    assert isinstance(found, Found)
    assert reading.parse[found.head].text == "said"
    assert found.frame == "clause"


def test_a_long_chain_of_coordinated_verbs_is_read() -> None:
    claims("The guard said it rained and " + "said it rained and " * 250 + "left.")


_PIECES = (
    "He said", " that", " “it rained", "”", "\n\n", ".", ",", " the mayor", " denied", " claims", " by", " Rome", " ",
    ":", "“", '"', "‘", " according to", " adding that", "\N{RIGHT-TO-LEFT OVERRIDE}", " accused", " of",
    "e\N{COMBINING ACUTE ACCENT}",
)  # fmt: skip
_PARTS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=25)


@settings(max_examples=60, deadline=None)
@given(_PARTS)
def test_spans_quote_the_text_and_parents_hold_their_claims(parts: list[str]) -> None:
    text = "x" + "".join(parts)
    found = claims(text)
    assert [claim.id for claim in found] == [f"c{n + 1}" for n in range(len(found))]
    by_id = {claim.id: claim for claim in found}
    for claim in found:
        assert claim.cue
        assert claim.content
        for span in (*claim.source, *claim.cue, *claim.content):
            assert text[span.start : span.end] == span.quote
        if claim.parent:
            assert claim.parent != claim.id
            assert any(piece.contains(claim.cue[0]) for piece in by_id[claim.parent].content)
