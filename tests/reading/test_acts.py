from dataclasses import replace

import pytest

from allegedly.lexicon import table, words
from allegedly.reading import acts
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Actor, Claim, Mention, Moment, Reading
from allegedly.sources.document import make_document

ACTORS = (
    Actor("FRA", "France", "state", "FRA", ("GOV",)),
    Actor("ESP", "Spain", "state", "ESP", ("GOV",)),
)
NAMES = {"Paris": "FRA", "France": "FRA", "French": "FRA", "Madrid": "ESP", "Spain": "ESP", "Spanish": "ESP"}


def prepared(text: str) -> Reading:
    """Return the reading with every name of the two states as a mention, and the sources of the claims resolved."""
    document = make_document(text, language="en")
    reading = read_document(document, pick("furniture", "language", "attribution"))
    mentions = [
        Mention(reading.span(start, start + len(name)), "name", actor)
        for name, actor in NAMES.items()
        for start in range(len(text))
        if text.startswith(name, start)
    ]
    claims = tuple(
        replace(claim, actor=next((m.actor for m in mentions for s in claim.source if s.overlaps(m.span)), None))
        for claim in reading.claims
    )
    return replace(reading, actors=ACTORS, mentions=tuple(mentions), claims=claims)


def claims(text: str) -> tuple[Claim, ...]:
    return acts.read(prepared(text)).claims


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("France said that the talks had begun.", "assert"),
        ("France announced that a new envoy had been named.", "assert"),
        ("France denied that its envoy had left.", "deny"),
        ("France dismissed the report about its envoy.", "deny"),
        ("France rejected the proposal for a truce.", "refuse"),
        ("France refused to sign the paper.", "refuse"),
        ("France accused Spain of breaking the truce.", "accuse"),
        ("France blasted Spain for its new tariffs on wine.", "accuse"),
        ("France claimed that Spain had attacked two of its ships.", "accuse"),
        ("France said that this looked like a Spanish plot to sabotage the talks.", "accuse"),
        ("France promised to open the border in May.", "promise"),
        ("France threatened to close the border in May.", "threaten"),
        ("France warned that it would retaliate if the ships came back.", "threaten"),
        ("France warned that the winter would be hard.", "assert"),
        ("France demanded that the ships leave the bay.", "demand"),
        ("France urged Spain to open the border.", "demand"),
        ("France called for a truce in the bay.", "demand"),
        ("France said that Spain must leave the bay.", "demand"),
        ("France asked whether the ships had left.", "ask"),
        ("France predicted that prices would double.", "estimate"),
        ("France believes that the ships have left.", "believe"),
        ("France praised Spain for its help with the fire.", "praise"),
        ("France said that the report was false.", "deny"),
        ("France said that it had never attacked a ship.", "deny"),
        ("France said it had no plans to invade the island.", "deny"),
        ("France said it would publish its findings in May.", "promise"),
        ("France said that it would not attack the ships.", "promise"),
        ("France said that it would bomb the ships.", "threaten"),
        ("France said that it would be glad of a truce.", "assert"),
        ("France said that it was answering a “grave provocation” by Spain.", "accuse"),
        ("France warned that such a step would have consequences.", "threaten"),
        ("France warned ships not to enter the bay.", "demand"),
        ("France put the number of boats at forty.", "estimate"),
        ("France expects 300 boats to sail in May.", "estimate"),
        ("France expects the ferries to sail again.", "believe"),
        ("France described the divers as saboteurs in disguise.", "accuse"),
        ("France described the divers as guests from the south.", "assert"),
        ("France branded the toll an act of piracy.", "accuse"),
        ("France called the toll a shameless trick.", "accuse"),
        ("France called the toll a small burden.", "assert"),
        ("France called itself the victim of a plot.", "assert"),
        ("France described the toll as no provocation.", "assert"),
        ("France called on Spain to lift the toll.", "demand"),
        ("France protested that two of the boats had crossed its waters.", "accuse"),
        ("France complained that the boats had crossed its waters.", "accuse"),
        ("France said that the divers had entered the harbour illegally.", "accuse"),
        ("France said that Spain had spread false rumours about the toll.", "accuse"),
        ("France said that Spain had launched six rockets into the bay.", "assert"),
        ("France alleged that Spain had launched six rockets into the bay.", "accuse"),
        ("France claimed that Spain had launched six rockets into the bay.", "accuse"),
        ("France said that Spain had launched six rockets at French boats.", "accuse"),
        ("France said that Spain had fired on a hospital.", "accuse"),
        ("France pleaded with Spain to lift the toll.", "demand"),
        ("France appealed to Spain to lift the toll.", "demand"),
        ("France brushed aside the claim.", "deny"),
        ("France waved away the proposal.", "refuse"),
    ],
)
def test_the_act_of_a_claim(text: str, act: str) -> None:
    assert claims(text)[0].act == act


def test_the_target_is_whom_the_words_name() -> None:
    assert claims("France accused Spain of breaking the truce.")[0].target == "ESP"
    assert claims("France claimed that Spain had attacked two of its ships.")[0].target == "ESP"
    assert claims("France said that the talks had begun.")[0].target is None


def test_a_denial_answers_the_accusation_that_it_points_back_to() -> None:
    accusation, denial = claims("Paris accused Madrid of shelling the port. Madrid denied the charge.")
    assert (accusation.act, denial.act) == ("accuse", "deny")
    assert denial.answers == accusation.id
    assert accusation.answers is None


def test_a_denial_answers_the_claim_in_its_content() -> None:
    denial, claim = claims("Madrid dismissed assertions by diplomats from Paris that its ships shelled the port.")
    assert denial.answers == claim.id
    assert claim.act == "accuse"
    assert claim.target == "ESP"


def test_a_denial_without_anything_to_answer_answers_nothing() -> None:
    assert claims("Madrid denied the charge.")[0].answers is None


@pytest.mark.parametrize(
    "text",
    [
        "Paris accused Madrid of shelling the port with rockets. Madrid denied that its forces had targeted civilians.",
        "Paris alleged that Spanish pilots had bombed the dam, a charge that Madrid dismissed as absurd.",
        "Paris suggested that the drills had ruined the harvest, an argument Madrid rejected.",
        "Paris said that Spain had pledged to free the crew. Madrid denied that it had made any new commitments.",
        "Paris said that it had found rifles in two boats. Madrid denied that the fishermen owned any weapons.",
        "Paris alleged that Spain had lied. Madrid said the allegation was baseless.",
        "Paris said that ten sailors had died. Madrid denies this.",
    ],
)
def test_a_denial_answers_what_is_about_the_same_matter(text: str) -> None:
    said, denied = claims(text)
    assert denied.act == "deny"
    assert denied.answers == said.id


def test_a_denial_of_another_matter_answers_nothing() -> None:
    said, denied = claims("Paris said that the harvest was poor. Madrid denied that a ferry had sunk.")
    assert said.act == "assert"
    assert denied.answers is None


def test_hedges_are_the_outlets_own_words() -> None:
    (hedged,) = claims("Paris blasted Madrid for its alleged attack on the port.")
    assert [span.quote for span in hedged.hedges] == ["alleged"]
    (quoted,) = claims("“The alleged attack on the port never happened,” Madrid said.")
    assert quoted.hedges == ()


def test_the_moment_of_the_cue_is_the_claims() -> None:
    text = "Paris said on Monday that the ship would sail on Friday."
    reading = prepared(text)
    moments = tuple(
        Moment(f"t{n}", reading.span(text.index(day), text.index(day) + 6), "DATE", day)
        for n, day in enumerate(("Monday", "Friday"), 1)
    )
    (claim,) = acts.read(replace(reading, moments=moments)).claims
    assert claim.moment == "t1"


def test_every_act_of_the_cues_is_defined_and_documented() -> None:
    defined = words("acts", "act")
    used = {act for row in table("acts_cues") for act in row["act"].split("|")}
    assert used | {"assert"} == defined
    assert all(row["definition"] for row in table("acts"))


def test_without_a_parse_the_reading_comes_back() -> None:
    reading = Reading(make_document("He said so.", language="en"))
    assert acts.read(reading) is reading
