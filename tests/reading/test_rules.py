"""The rules that look for attributions, before the tagger decides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading.attribution import nesting
from allegedly.reading.attribution.found import Found
from allegedly.reading.attribution.quotations import inside, quotations_of
from allegedly.reading.attribution.quoted import Quoted
from allegedly.reading.attribution.rules import find
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Claim, Span
from allegedly.sources.document import make_document


def claims(text: str, title: str | None = None) -> tuple[Claim, ...]:
    document = make_document(text, language="en", title=title)
    reading = read_document(document, pick("furniture", "language"))
    if reading.parse is None:
        return ()
    marked = quotations_of(reading)
    in_quotes = inside(len(reading.text), marked)
    found = find(reading, reading.parse, Quoted(reading.text, reading.parse, marked), in_quotes)
    return nesting.claims(reading, reading.parse, found, in_quotes)


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


@pytest.mark.parametrize("verb", ["brushed aside", "waved away", "shrugged off", "laughed off", "played down"])
def test_a_claim_turned_down_by_a_verb_with_a_particle(verb: str) -> None:
    source, cue, content = only(f"The guild {verb} the complaint about its prices.")
    assert (source, cue, content) == (["The guild"], [verb], ["the complaint about its prices"])


def test_a_claim_that_a_verb_with_a_particle_turns_down_behind_it() -> None:
    said, answer = claims("The miners said that the shaft was flooded, a claim the owners brushed aside.")
    assert words(said.content) == ["that the shaft was flooded"]
    assert (words(answer.source), words(answer.cue)) == (["the owners"], ["brushed aside"])
    assert words(answer.content) == ["a claim"]


def test_a_verb_without_its_particle_reports_nothing() -> None:
    assert claims("The barber brushed the coat and waved the flag.") == ()


def test_whom_a_plea_is_made_to() -> None:
    assert only("The widows appealed to both guilds to end the strike.")[2] == ["both guilds to end the strike"]
    assert only("The widows pleaded with the owner to open the shaft.")[1] == ["pleaded with"]
    assert only("The widows pleaded with both councils to end the strike.")[2] == ["both councils to end the strike"]
    assert claims("The song appealed to the miners.") == ()


def test_a_description_that_stands_behind_what_is_described() -> None:
    assert only("The guild branded the toll an act of piracy.")[2] == ["the toll an act of piracy"]


@pytest.mark.parametrize(
    ("text", "relay", "source", "content"),
    [
        (
            "The weekly quoted a ferryman as saying that the pier had rotted away.",
            "The weekly", "a ferryman", ["that the pier had rotted away"],
        ),
        ("“The pier is gone,” the weekly quoted him as saying.", "the weekly", "him", ["“The pier is gone,”"]),
        (
            "The ferryman was quoted by the weekly as saying that the pier had rotted away.",
            "the weekly", "The ferryman", ["that the pier had rotted away"],
        ),
    ],
)  # fmt: skip
def test_who_is_quoted_stands_in_what_the_outlet_quotes(text: str, relay: str, source: str, content: list[str]) -> None:
    outer, inner = claims(text)
    assert words(outer.source) == [relay]
    assert words(inner.source) == [source]
    assert words(inner.cue) == ["as saying"]
    assert words(inner.content) == content
    assert inner.parent == outer.id


@pytest.mark.parametrize(
    "text",
    [
        "The weekly reported, citing a police report, that the pier had collapsed.",
        "Citing a police report, the weekly said that the pier had collapsed.",
        "The weekly said that the pier had collapsed, citing a police report.",
    ],
)
def test_who_is_cited_says_what_the_outlet_says(text: str) -> None:
    by_cue = {claim.cue[0].quote.lower(): claim for claim in claims(text)}
    cited = by_cue.pop("citing")
    (outlet,) = by_cue.values()
    assert words(cited.source) == ["a police report"]
    assert words(cited.content) == words(outlet.content) == ["that the pier had collapsed"]
    assert cited.parent == outlet.id


def test_a_reason_that_is_cited_says_nothing() -> None:
    (claim,) = claims("The skipper said that he would stay ashore, citing the high price of oil.")
    assert words(claim.cue) == ["said"]


def test_a_quotation_within_a_quotation() -> None:
    inner, outer = claims("“The warden shouted, ‘Leave the boats,’ and we left them,” said a fisherman.")
    assert words(inner.source) == ["The warden"]
    assert words(inner.content) == ["‘Leave the boats,’"]
    assert inner.parent == outer.id
    assert words(outer.source) == ["a fisherman"]


def test_what_might_be_said_is_no_quotation_within_a_quotation() -> None:
    (claim,) = claims("“Nobody would say, ‘Leave the boats,’ in such weather,” said a fisherman.")
    assert words(claim.source) == ["a fisherman"]


def test_a_speaker_between_the_verb_and_a_comma() -> None:
    (claim,) = claims("Not one boat, claimed the warden of the port, had left the harbour.")
    assert words(claim.source) == ["the warden of the port"]
    assert words(claim.content) == ["Not one boat", "had left the harbour"]


def test_a_parenthesis_reaches_to_the_semicolon() -> None:
    first, second = claims("The pier, fishermen say, was never safe; the port says it was mended in May.")
    assert words(first.content) == ["The pier", "was never safe"]
    assert second.parent is None


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The skipper was told by a pilot that the wind would turn.", "a pilot", ["that the wind would turn"]),
        ("The toll was described by its critics as a theft.", "its critics", ["The toll", "as a theft"]),
        ("The rumour was dismissed by the port as a joke.", "the port", ["The rumour", "as a joke"]),
    ],
)
def test_a_passive_that_says_by_whom(text: str, source: str, content: list[str]) -> None:
    (claim,) = claims(text)
    assert words(claim.source) == [source]
    assert words(claim.content) == content


def test_a_question_whose_asker_is_not_named() -> None:
    question, answer = claims("Asked whether the pier was safe, the warden said that he did not know.")
    assert question.source == ()
    assert words(question.content) == ["whether the pier was safe"]
    assert words(answer.source) == ["the warden"]


def test_a_noun_with_its_carrying_verb_is_one_claim() -> None:
    (claim,) = claims("The port repeated its denial that the pier was unsafe.")
    assert words(claim.source) == ["The port"]
    assert words(claim.cue) == ["repeated its denial"]


def test_what_could_not_be_verified_is_the_outlets_word() -> None:
    outer, inner = claims(
        "State radio said the rebels had admitted losing ten boats, a figure that could not be verified."
    )
    assert words(outer.content) == ["the rebels had admitted losing ten boats"]
    assert inner.parent == outer.id


def test_a_claim_of_a_noun_behind_its_speaker() -> None:
    denial, claim = claims("The port dismissed warnings from pilots that the channel was blocked.")
    assert words(claim.source) == ["pilots"]
    assert words(claim.content) == ["that the channel was blocked"]
    assert claim.parent == denial.id
