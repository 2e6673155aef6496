"""The rules that look for attributions, before the tagger decides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading.attribution.found import Found
from allegedly.reading.attribution.quotations import inside, quotations_of
from allegedly.reading.attribution.quoted import Quoted
from allegedly.reading.attribution.rules import find
from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document
from tests.reading.ruled import claims, only, words


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


def test_an_adverb_of_time_and_the_condition_of_speaking_belong_to_the_cue() -> None:
    (earlier,) = claims("The admiral had earlier told veterans of his fleet that the exercise would last a week.")
    assert words(earlier.cue) == ["had earlier told"]
    (unnamed,) = claims("The port is closed, a customs officer told this agency on condition of anonymity.")
    assert words(unnamed.cue) == ["told", "on condition of anonymity"]


@pytest.mark.parametrize("verb", ["commented", "remarked", "quipped", "conceded", "lamented", "scoffed"])
def test_verbs_of_speech_take_quotations(verb: str) -> None:
    (claim,) = claims(f"“The fleet is too old for this,” a retired sailor in Lagos {verb}.")
    assert words(claim.source) == ["a retired sailor in Lagos"]
    assert words(claim.content) == ["“The fleet is too old for this,”"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Two of the rockets fell into the lake and sank, the navy conceded on Friday evening.",
            "Two of the rockets fell into the lake and sank",
        ),
        ("A union leader put the toll at “at least forty”.", "the toll at “at least forty”"),
        ("The coastguard warned fishermen not to enter the strait.", "fishermen not to enter the strait"),
        (
            "The junta had threatened “harsher” measures if the protests went on.",
            "“harsher” measures if the protests went on",
        ),
        (
            "Peru said it would send the boats, a move Chile called “unwise”.",
            "it would send the boats",
        ),
        ("“It is a lie,” the mayor told reporters when asked about the report.", "“It is a lie,”"),
        ("They expect a third round of talks.", "a third round of talks"),
        (
            "The farmers accused the mill of raising prices in order to ask for more money.",
            "the mill of raising prices in order to ask for more money",
        ),
        ("Ten boats had sunk, the governor claimed, although he offered no evidence.", "Ten boats had sunk"),
    ],
)
def test_where_the_content_begins_and_ends(text: str, content: str) -> None:
    assert only(text)[2] == [content]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "Lima alleged that pilots had bombed the dam, a charge that Santiago dismissed as absurd.",
            "Santiago",
            ["dismissed as absurd"],
            "a charge",
        ),
        (
            "The minister said the dam had been mined, an accusation the rebels rejected.",
            "the rebels",
            ["rejected"],
            "an accusation",
        ),
        ("The minister said the dam was mined, a claim denied by the rebels.", "the rebels", ["denied"], "a claim"),
        ("The minister said the dam was mined, which the rebels denied.", "the rebels", ["denied"], "which"),
    ],
)
def test_a_denial_behind_a_comma_is_not_part_of_what_was_said(
    text: str, source: str, cue: list[str], content: str
) -> None:
    said, denied = claims(text)
    assert words(said.content)[0].startswith(("that pilots", "the dam"))
    assert words(said.content)[0].endswith(("the dam", "mined"))
    assert (words(denied.source), words(denied.cue), words(denied.content)) == ([source], cue, [content])
    assert denied.parent is None


def test_a_coordinated_verb_goes_back_to_the_speaker() -> None:
    denial, promise = claims("The navy rejected the claim that it had sunk the trawler and promised to free the crew.")
    assert words(denial.content) == ["the claim that it had sunk the trawler"]
    assert words(promise.source) == ["The navy"]
    assert words(promise.content) == ["to free the crew"]


def test_a_clause_of_comparison_lends_nobody_its_subject() -> None:
    _, accusation = claims(
        "It denied that it was meant for a new attack there, as Lima says it is, and accused the mayor."
    )
    assert words(accusation.source) == ["It"]


def test_a_subject_with_a_clause_behind_it_speaks() -> None:
    (claim,) = claims("Peru, which has two frigates in the gulf, announced on Monday that it had closed the strait.")
    assert words(claim.source) == ["Peru"]


def test_a_dateline_is_no_part_of_the_source() -> None:
    (claim,) = claims("LIMA (Wire One) - Mayor Ana Ruiz said that the bridge was open.")
    assert words(claim.source) == ["Mayor Ana Ruiz"]


def test_according_to_passes_on_a_threat() -> None:
    threat, passed_on = claims(
        "The general has threatened “harsh” steps should the drills go ahead, according to state media."
    )
    assert words(threat.content) == ["“harsh” steps should the drills go ahead"]
    assert words(passed_on.source) == ["state media"]
    assert threat.parent == passed_on.id
    assert passed_on.parent is None


def test_a_semicolon_parts_two_statements() -> None:
    first, second = claims("The mill alleged that farmers had lied; the farmers said the allegation was baseless.")
    assert words(first.content) == ["that farmers had lied"]
    assert words(second.content) == ["the allegation was baseless"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway offered to mediate.",
        "The army responded by firing into the lake.",
        "The general apologised for the noise.",
        "A sailor who asked not to be named left the room.",
        "The clerk moved the table, citing orders from the mayor.",
    ],
)
def test_what_is_done_and_how_somebody_speaks_is_no_claim(text: str) -> None:
    assert claims(text) == ()


def test_who_declines_to_comment_does_not_speak_the_next_quotation() -> None:
    *_, said = claims("The senator declined to comment. “It is a sad day,” his brother said.")
    assert words(said.source) == ["his brother"]
    assert words(said.content) == ["“It is a sad day,”"]


def test_what_somebody_is_said_to_have_pledged_is_what_is_said() -> None:
    assert len(claims("The ministry claimed that the rebels had pledged not to mine the road.")) == 1


def test_a_report_without_claims_has_none() -> None:
    assert claims("Two trains left the station in the morning. It rained.") == ()


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
            above: str | None = claim.parent
            for _ in found:
                assert above != claim.id
                above = by_id[above].parent if above else None
            assert any(piece.contains(claim.cue[0]) for piece in by_id[claim.parent].content)
