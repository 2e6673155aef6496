from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.linking.claims import ClaimProfile, Links, between, profile, within
from allegedly.linking.records import Side
from allegedly.records import Reading
from allegedly.sources.document import make_document
from tests.linking.claims.told import Said, report

ACCUSED = report(
    Said("The Ruritanian ministry", "said", "Graustark artillery shelled three villages", "accuse", "HUN"),
    Said("The Graustark ministry", "denied", "that its artillery had shelled any village", "deny", "AUT", answers=0),
)
REPEATED = report(
    Said("The Ruritanian army", "said", "Graustark guns had bombarded villages on the river", "accuse", "HUN"),
    outlet="Morning Bell",
    published="2021-03-05",
)
WITNESSED = report(
    Said("a shepherd", "said", "guns bombarded the villages on the river for an hour"),
    outlet="River News",
    published="2021-03-05",
)
PROMISED = report(
    Said(
        "The Ruritanian minister",
        "promised",
        "that twelve trucks of relief food would reach the valley",
        "promise",
        "HUN",
    )
)
FULFILLED = report(
    Said("the mayor", "said", "twelve trucks with relief food have reached the valley"),
    outlet="River News",
    published="2021-03-09",
)
PUT_OFF = report(
    Said("the mayor", "said", "the relief food for the valley was postponed"),
    outlet="River News",
    published="2021-03-09",
)
REPORTS = (ACCUSED, REPEATED, WITNESSED, PROMISED, FULFILLED, PUT_OFF)


def words(reading: Reading, side: Side) -> str:
    return reading.text[side.start : side.end]


def test_a_denial_answers_what_its_report_says_it_denies() -> None:
    (dispute,) = within(profile(ACCUSED)).disputes
    assert dispute.kind == "denial"
    assert words(ACCUSED, dispute.claim) == "Graustark artillery shelled three villages"
    assert "had shelled any village" in words(ACCUSED, dispute.answer)
    assert dispute.claim.claim == "c0"


def test_a_denial_answers_the_same_accusation_of_another_report() -> None:
    disputes = between(profile(ACCUSED), profile(REPEATED)).disputes
    assert [(words(REPEATED, d.claim), words(ACCUSED, d.answer)) for d in disputes] == [
        ("Graustark guns had bombarded villages on the river", "that its artillery had shelled any village")
    ]


def test_a_claim_that_is_set_against_a_denial_is_in_dispute_with_it() -> None:
    reading = report(
        Said("Graustark", "denied", "that strangers were on the farm", "deny", "AUT", answers=1),
        Said("a baker", "nevertheless said", "she had sold bread to six of them"),
    )
    (dispute,) = within(profile(reading)).disputes
    assert words(reading, dispute.claim) == "she had sold bread to six of them"


def test_a_denial_that_points_denies_the_same_accusation_of_another_report() -> None:
    pointing = report(
        Said("The Ruritanian king", "said", "Graustark gunners fired on villages by the river", "accuse", "HUN"),
        Said("Graustark", "rejected", "the accusation", "deny", "AUT", answers=0),
        outlet="Evening Bell",
    )
    other = Said("The Ruritanian mint", "said", "Graustark bankers forged its coins", "accuse", "HUN")
    accusing = report(Said("The Ruritanian army", "said", "Graustark guns bombarded villages on the river", "accuse",
                           "HUN"), other, published="2021-03-05")  # fmt: skip
    found = [d for d in between(profile(pointing), profile(accusing)).disputes if d.kind == "denial"]
    assert [words(accusing, d.claim) for d in found] == ["Graustark guns bombarded villages on the river"]
    assert [words(pointing, d.answer) for d in found] == ["Graustark rejected the accusation"]


def test_a_denial_that_points_at_a_deed_denies_no_accusation_of_words() -> None:
    pointing = report(
        Said("The Ruritanian king", "said", "Graustark plotted raids on his villages", "accuse", "HUN"),
        Said("Graustark", "rejected", "the accusation", "deny", "AUT", answers=0),
        outlet="Evening Bell",
    )
    lying = report(
        Said("The Ruritanian army", "said", "Graustark spread lies and stirred up fear", "accuse", "HUN"),
        published="2021-03-05",
    )
    assert between(profile(pointing), profile(lying)).disputes == ()


def test_what_a_source_leaves_open_is_neither_denied_nor_denies() -> None:
    silent = report(
        Said("The Graustark ministry", "did not say", "whether its guns had not bombarded villages", country="AUT"),
        outlet="Evening Bell",
    )
    assert between(profile(silent), profile(REPEATED)).disputes == ()
    assert between(profile(silent), profile(WITNESSED)).corroborations == ()


def test_an_officer_does_not_corroborate_another() -> None:
    officer, sheriff, shepherd = (
        report(Said(who, "said", "masked riders burnt the mill on the river at night"), outlet=f"{who} Mail")
        for who in ("a police officer", "the county sheriff", "a shepherd")
    )
    assert between(profile(officer), profile(sheriff)).corroborations == ()
    told = report(Said("a miller", "said", "riders in masks set the mill by the river on fire"), outlet="River News")
    assert [len(between(profile(one), profile(told)).corroborations) for one in (officer, shepherd)] == [1, 1]


def test_another_source_that_says_the_same_corroborates() -> None:
    (found,) = between(profile(REPEATED), profile(WITNESSED)).corroborations
    assert {found.a.document, found.b.document} == {REPEATED.document.id, WITNESSED.document.id}


def test_organs_of_one_government_do_not_corroborate() -> None:
    assert between(profile(ACCUSED), profile(REPEATED)).corroborations == ()


def test_a_later_report_fulfils_a_promise() -> None:
    (found,) = between(profile(PROMISED), profile(FULFILLED)).undertakings
    assert found.result == "fulfilled"
    assert found.undertaking.document == PROMISED.document.id


def test_what_is_put_off_is_broken() -> None:
    (found,) = between(profile(PROMISED), profile(PUT_OFF)).undertakings
    assert found.result == "broken"


def test_no_earlier_report_fulfils_a_promise() -> None:
    early = report(
        Said("the mayor", "said", "twelve trucks with relief food have reached the valley"), published="2021-03-01"
    )
    assert between(profile(PROMISED), profile(early)).undertakings == ()


def test_reports_of_other_things_have_no_links() -> None:
    assert between(profile(ACCUSED), profile(FULFILLED)) == Links()


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(REPORTS), st.sampled_from(REPORTS))
def test_the_order_of_two_reports_does_not_matter(a: Reading, b: Reading) -> None:
    one, other = profile(a), profile(b)
    assert between(one, other) == between(other, one)


@settings(max_examples=10, deadline=None)
@given(st.permutations(REPORTS))
def test_the_links_of_a_story_do_not_depend_on_the_order(reports: list[Reading]) -> None:
    def links(some: list[Reading]) -> Links:
        found = Links()
        for n, reading in enumerate(some):
            found |= within(PROFILES[reading.document.id])
            for other in some[:n]:
                found |= between(PROFILES[reading.document.id], PROFILES[other.document.id])
        return found

    assert links(reports) == links(list(REPORTS))


PROFILES = {reading.document.id: profile(reading) for reading in REPORTS}


@given(st.sampled_from(REPORTS))
@settings(max_examples=6, deadline=None)
def test_a_profile_survives_bytes(reading: Reading) -> None:
    made = PROFILES[reading.document.id]
    again = ClaimProfile.from_bytes(made.to_bytes())
    assert again == made
    assert within(again) == within(made)


def test_empty_and_gigantic_documents_link_to_nothing() -> None:
    empty = profile(Reading(make_document(".", language="en")))
    giant = profile(Reading(make_document("no end " * 100_000, language="en")))
    assert within(empty) == Links()
    assert between(empty, giant) == Links()
    assert between(giant, profile(ACCUSED)) == Links()


def test_every_side_lies_in_its_document() -> None:
    for a in REPORTS:
        for b in REPORTS:
            for dispute in between(PROFILES[a.document.id], PROFILES[b.document.id]).disputes:
                for side in (dispute.claim, dispute.answer):
                    text = a.text if side.document == a.document.id else b.text
                    assert 0 <= side.start < side.end <= len(text)
