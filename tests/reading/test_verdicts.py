import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading import verdicts
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Claim, Reading
from allegedly.sources.document import make_document

LAYERS = ("furniture", "language", "moments", "places", "actors", "attribution", "verdicts", "sources", "acts")


def read(text: str) -> Reading:
    return read_document(make_document(text, language="en"), pick(*LAYERS))


def denials(text: str) -> list[Claim]:
    return [claim for claim in read(text).claims if claim.act == "deny"]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The story is a hoax.", "is a hoax", "The story"),
        ("But the tale is nothing more than a hoax.", "is nothing more than a hoax", "the tale"),
        ("The report turned out to be false.", "turned out to be false", "The report"),
        ("The photo of the drowned bridge was doctored.", "was doctored", "The photo of the drowned bridge"),
        ("The video was exposed as a fake.", "was exposed as a fake", "The video"),
        ("There is no truth in the rumour that the mayor fled.", "There is no truth", "the rumour that the mayor fled"),
        ("It is not true that the bridge is closed.", "is not true", "that the bridge is closed"),
        ("None of those things are true.", "are true", "None of those things"),
        ("The quote was never genuine.", "was never genuine", "The quote"),
        ("It was a false story from the start.", "was a false story", "It"),
        ("The rumour, which proved to be unfounded, spread fast.", "proved to be unfounded", "The rumour"),
        ("Though the story is fake, thousands shared it.", "is fake", "the story"),
        ("It emerged that the letter was a forgery.", "was a forgery", "the letter"),
        ("The claims have no basis in fact.", "have no basis", "The claims"),
        ("The smith was lying and the whole thing was made up.", "was made up", "the whole thing"),
    ],
)
def test_a_verdict_of_the_report_is_a_denial_by_the_outlet(text: str, cue: str, content: str) -> None:
    (claim,) = denials(text)
    assert (claim.source_kind, claim.source, claim.actor, claim.parent) == ("outlet", (), None, None)
    assert ([span.quote for span in claim.cue], [span.quote for span in claim.content]) == ([cue], [content])
    assert claim.polarity == "negative"


@pytest.mark.parametrize(
    "text",
    [
        "He was jailed for showing false documents.",
        "The alarm was false.",
        "The passport was fake.",
        "The vodka turned out to be fake.",
        "The novel is fiction.",
        "The protest was staged in the square.",
        "The plan was invented by his aunt.",
        "The cake was made by his aunt.",
        "This is not a hoax.",
        "The claim is true.",
        "The claim is not entirely true.",
        "Things that are untrue are rarely printed.",
        "Is the story a hoax?",
        "If the story is false, he will resign.",
        "The story may be false.",
        "Some of the stories were false.",
        "Its stories are fictional.",
        "Rumours are often false.",
        "Rumours of a raid spread in the port.",
        "His excuses were as lame as they were untrue.",
        "The suspicion that the letter is a forgery remains.",
    ],
)
def test_not_every_false_is_a_verdict(text: str) -> None:
    assert denials(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Police said the story was fabricated.", "Police"),
        ("The checkers debunked the claim.", "The checkers"),
        ("The claim has been debunked by two checkers.", "two checkers"),
        ("A checking site rated the story as false.", "A checking site"),
        ("The site outed the picture as a fake.", "The site"),
    ],
)
def test_a_verdict_that_somebody_gives_is_his(text: str, source: str) -> None:
    (claim,) = denials(text)
    assert [span.quote for span in claim.source] == [source]
    assert claim.source_kind != "outlet"


def test_a_verdict_beside_the_main_thing_said_is_a_claim_within() -> None:
    (claim,) = denials("Police said they had searched the house for two days and that the report was a hoax.")
    assert ([span.quote for span in claim.source], claim.parent) == (["Police"], "c1")
    assert [span.quote for span in claim.content] == ["the report"]


def test_what_is_denied_or_asked_is_no_verdict_of_whoever_does_so() -> None:
    assert [len(read(text).claims) for text in (
        "The mayor denied that the story was a hoax.", "She asked whether the report was false.",
    )] == [1, 1]  # fmt: skip


def test_a_verdict_answers_what_the_report_tells() -> None:
    reading = read("The Strelsau Post reported that a dragon sank the ferry. The story is a hoax.")
    told, verdict = reading.claims
    assert (verdict.act, verdict.answers) == ("deny", told.id)


def test_claims_stay_numbered_in_the_order_of_the_text_and_in_each_other() -> None:
    reading = read("The tale is a hoax. The guard said that the mayor claimed that the bridge fell.")
    assert [claim.id for claim in reading.claims] == [f"c{n + 1}" for n in range(len(reading.claims))]
    assert [claim.cue[0].start for claim in reading.claims] == sorted(c.cue[0].start for c in reading.claims)
    assert reading.claims[2].parent == reading.claims[1].id


def test_a_title_in_quotation_marks_is_no_verdict() -> None:
    assert denials("Their song “This story is a hoax” came fourth.") == []


def test_without_a_parse_nothing_is_added() -> None:
    bare = Reading(make_document("The story is a hoax.", language="en"))
    assert verdicts.read(bare) is bare


VERBS = ["is", "was", "been", "said", "made", "debunked"]
NAMES = ["the story", "it", "they", "a hoax", "no truth", "that", "which", "there", "fake", "false", "true"]
OTHERS = ["not", "nothing but", "in", "as", "up", ",", ".", "?", "“", "”"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([*VERBS, *NAMES, *OTHERS]), min_size=1, max_size=14))
def test_any_words_give_claims_whose_words_stand_in_the_text(parts: list[str]) -> None:
    reading = read(" ".join(parts) + " .")
    assert not reading.problems
    for claim in reading.claims:
        assert claim.cue
        assert claim.content
        assert all(reading.text[s.start : s.end] == s.quote for s in (*claim.source, *claim.cue, *claim.content))
        assert claim.parent != claim.id
