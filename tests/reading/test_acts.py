from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("text", "act"),
    [
        # the form of what is said
        ("“Who paid for the lamps?” said the widow.", "ask"),
        ("“We paid. Who else would have paid?” said the widow.", "ask"),
        ("“Open the gate,” the guard told the driver.", "demand"),
        ("“Open the gate or we burn the barn,” the guard told the driver.", "threaten"),
        # the source speaks of itself
        ("The baker said she hoped that the oven would last.", "believe"),
        ("“I think the oven will last,” the baker said.", "believe"),
        ("The baker said that he had hoped for rain.", "assert"),
        ("The dairy said it welcomed the new road.", "praise"),
        ("The dairy said it would not lower its prices.", "refuse"),
        ("The dairy said it could not comment on the spill.", "refuse"),
        ("The dairy would not say who owned the tank.", "refuse"),
        ("The drivers said they would block the bridge unless the toll fell.", "threaten"),
        ("The dairy said it would travel light.", "assert"),
        ("The dairy said it had no knowledge of the spill.", "deny"),
        ("The carpenter said he had never met the buyer.", "deny"),
        ("The carpenter said he had never seen such snow.", "assert"),
        # it blames, or speaks well of another
        ("The dairy said the council had ignored two letters.", "accuse"),
        ("The dairy said the sheriff had lied about the well.", "accuse"),
        ("The dairy said that gunmen had attacked a lorry.", "assert"),
        ("The dairy said that the storm had destroyed a barn.", "assert"),
        ("The dairy said the new rules were shameful.", "accuse"),
        ("The dairy said the new rules were not shameful.", "assert"),
        ("Critics said that the bridge had been a waste.", "accuse"),
        ("Prosecutors said that the treasurer had moved the savings abroad.", "accuse"),
        ("The dairy said the volunteers had been heroic.", "praise"),
        ("The dairy called the rescue a triumph.", "praise"),
        ("The dairy described the report as nonsense.", "deny"),
        # what another is to do, and what will be
        ("The dairy said the council should mend the road.", "demand"),
        ("The dairy wants the council to mend the road.", "demand"),
        ("The dairy warned visitors against drinking the water.", "demand"),
        ("The dairy said that prices would rise by a tenth, or 10 per cent.", "estimate"),
        ("Forecasters expect the storm to reach the valley.", "estimate"),
        # vows
        ("The clan vowed to burn the mill.", "threaten"),
        ("The clan vowed to rebuild the mill.", "promise"),
    ],
)
def test_the_content_decides_where_the_cue_only_tells(text: str, act: str) -> None:
    found = claims(text)
    assert found, "the attribution layer finds no claim"
    assert found[0].act == act


def of_spans(text: str, cue: str, content: str) -> Claim:
    """Return the one claim with this cue and content, whether or not the attribution layer finds it."""
    reading = read_document(make_document(text, language="en"), pick("furniture", "language"))
    starts = [(text.index(part), part) for part in (cue, content) if part]
    spans = [reading.span(start, start + len(part)) for start, part in starts]
    source = reading.span(0, text.index(" ", 4))
    (claim,) = acts.read(
        replace(reading, claims=(Claim("c1", (source,), tuple(spans[:1]), tuple(spans[1:]), "indirect"),))
    ).claims
    return claim


@pytest.mark.parametrize(
    ("text", "cue", "content", "act", "polarity"),
    [
        ("The dairy turned down the offer.", "turned down", "the offer", "refuse", "negative"),
        ("The driver pleaded not guilty.", "pleaded not guilty", "", "deny", "negative"),
        ("The dairy paid tribute to its founder.", "paid tribute", "to its founder", "praise", "positive"),
        ("The dairy gave in to the demand.", "gave in to", "the demand", "agree", "positive"),
        ("The dairy warned ships against landing.", "warned", "ships against landing", "demand", "negative"),
        ("The tenants want to know who paid.", "want to know", "who paid", "ask", "positive"),
    ],
)
def test_cues_of_several_words(text: str, cue: str, content: str, act: str, polarity: str) -> None:
    claim = of_spans(text, cue, content)
    assert (claim.act, claim.polarity) == (act, polarity)


def test_a_clause_between_cue_and_content_doubts() -> None:
    claim = of_spans("The dairy said, offering no proof, that it rained.", "said", "that it rained")
    assert [span.quote for span in claim.hedges] == ["offering no proof"]


def test_what_the_accused_says_of_the_matter_denies_it() -> None:
    accusation, denial = claims(
        "The widow accused the sexton of selling the bell. The sexton said the bell had cracked."
    )
    assert (accusation.act, denial.act, denial.answers) == ("accuse", "deny", accusation.id)


def test_a_bare_no_denies_what_was_asked() -> None:
    question, no = claims("The reporter asked whether the mill was for sale. The miller said it was not.")
    assert (question.act, no.act, no.answers) == ("ask", "deny", question.id)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("France said that the ships had left.", "positive"),
        ("France said that the ships had not left.", "negative"),
        ("France said that nobody had left.", "negative"),
        ("France said that there was no hurry.", "negative"),
        ("France denied that its envoy had left.", "negative"),
        ("France denied that its envoy had not left.", "positive"),
        ("France refused to sign the paper.", "negative"),
        ("France urged ships not to enter the bay.", "negative"),
        ("France did not believe that the ships had left.", "negative"),
        ("France said that the report was false.", "positive"),
        ("France said that the talks had failed.", "positive"),
    ],
)
def test_polarity_is_what_the_source_says_of_the_main_statement(text: str, polarity: str) -> None:
    assert claims(text)[0].polarity == polarity


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("France said that the ships had left.", "certain"),
        ("France said that the ships may have left.", "possible"),
        ("France said that the ships had probably left.", "possible"),
        ("France said that it was likely to rain.", "possible"),
        ("France said it could not comment on the ships.", "certain"),
        ("France believes that the ships have left.", "possible"),
        ("France knows that the ships have left.", "certain"),
        ("France wants the ships to leave.", "certain"),
        ("France said it hoped that the ships had left.", "possible"),
    ],
)
def test_certainty_is_the_sources_own(text: str, certainty: str) -> None:
    assert claims(text)[0].certainty == certainty


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("France falsely told its envoys that the ships had left.", ["falsely"]),
        ("France rejected its baseless claim about the ships.", ["baseless"]),
        ("France rejected the claim about the ships as baseless.", []),
        ("France said that the ships might have left.", []),
    ],
)
def test_doubt_of_the_outlet_is_told_from_doubt_of_the_source(text: str, hedges: list[str]) -> None:
    assert [span.quote for claim in claims(text) for span in claim.hedges] == hedges


@given(st.text(alphabet="ab .,“”?!\n'-", max_size=60))
@settings(max_examples=30, deadline=None)
def test_no_words_break_the_layer(words_said: str) -> None:
    text = f"France said: {words_said}\nSpain denied it."
    whole = Reading(make_document(text, language="en"))
    parsed = read_document(whole.document, pick("language"))
    said = Claim("c1", (), (parsed.span(7, 11),), (parsed.span(11, len(text)),), "mixed")
    (claim,) = acts.read(replace(parsed, claims=(said,))).claims
    assert claim.act in words("acts", "act")
    assert claim.content == said.content


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


@pytest.mark.parametrize(
    "text",
    [
        "Madrid denied that it had closed the port, where according to Paris 3,000 sailors have gathered.",
        "Madrid denied that foreign divers were on the beach. A fisherman nevertheless said that he had met six.",
    ],
)
def test_a_denial_answers_what_the_report_sets_against_it(text: str) -> None:
    denied, said = claims(text)
    assert denied.act == "deny"
    assert denied.answers == said.id


def test_a_denial_does_not_answer_what_is_only_told_next() -> None:
    assert claims("Madrid denied that divers were on the beach. A baker said that it had rained.")[0].answers is None


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
