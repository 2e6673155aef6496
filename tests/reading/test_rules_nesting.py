"""The rules on what stands inside another's words, and on cues of several words."""

import pytest

from tests.reading.ruled import claims, only, words


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
