"""The attribution layer as a whole: the tagger over the rules, with the weights of the package."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import ModelError
from allegedly.reading import attribution
from allegedly.reading.attribution import network
from allegedly.reading.attribution.found import TAGGED, Found
from allegedly.reading.attribution.joining import joined
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Claim, Document, Reading, Span
from allegedly.sources.document import make_document


def claims(text: str, title: str | None = None) -> tuple[Claim, ...]:
    document = make_document(text, language="en", title=title)
    reading = read_document(document, pick("furniture", "language", "attribution"))
    assert not reading.problems
    return reading.claims


def words(spans: tuple[Span, ...]) -> list[str]:
    return [span.quote.strip(" ,.“”") for span in spans]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The harbour master said two ships had left.", "The harbour master", "said", "two ships had left"),
        ("“The road is open,” the minister told reporters on Monday.", "the minister", "told", "The road is open"),
        ("According to the guild, the bridge is safe.", "the guild", "According to", "the bridge is safe"),
        ("The mayor promised to mend the bridge by May.", "The mayor", "promised", "to mend the bridge by May"),
        ("She believes the ferry was overloaded.", "She", "believes", "the ferry was overloaded"),
    ],
)  # fmt: skip
def test_the_plain_forms(text: str, source: str, cue: str, content: str) -> None:
    (claim,) = claims(text)
    assert words(claim.source) == [source]
    assert words(claim.cue)[0].startswith(cue)
    assert words(claim.content) == [content]


def test_a_parenthetical_leaves_content_in_two_pieces() -> None:
    (claim,) = claims("The bridge, she said, was closed on Friday after the flood.")
    assert words(claim.source) == ["she"]
    assert words(claim.content) == ["The bridge", "was closed on Friday after the flood"]


def test_two_speakers_in_a_sentence_keep_their_own_words() -> None:
    first, second = claims("The ministry said the town was quiet, but residents said they had heard shelling.")
    assert (words(first.source), words(second.source)) == (["The ministry"], ["residents"])
    assert "quiet" in first.content[-1].quote
    assert "shelling" in second.content[-1].quote


def test_a_report_without_claims_has_none() -> None:
    assert claims("Two trains left the station in the morning. It rained.") == ()


def test_without_a_parse_the_reading_comes_back() -> None:
    reading = Reading(Document(id="x", text="He said so."))
    assert attribution.read(reading) is reading


def test_what_stands_beside_it_in_a_run_changes_nothing() -> None:
    text = "The mayor said the bridge was safe.\n\n“It is not,” Ann Lee, an engineer, told the council."
    alone = claims(text)
    claims("Officials denied that the dam had failed.\n\n" * 40)
    assert claims(text) == alone


def found(head: int, cue: set[int], content: set[int], frame: str = TAGGED, within: int | None = None) -> Found:
    return Found(head, frame, frozenset({head - 1}), frozenset(cue), frozenset(content), within)


def test_rules_add_what_the_tagger_did_not_find() -> None:
    outer = found(2, {2}, set(range(3, 12)))
    inner, beside, same = found(5, {5}, {6, 7}, "clause"), found(20, {20}, {21}, "clause"), found(2, {2}, {3}, "clause")
    assert joined([outer], [inner, same, beside]) == [outer, inner, beside]


def test_the_same_attribution_is_the_taggers_and_keeps_what_it_stands_in() -> None:
    outer, inner = found(2, {1, 2}, {3, 4}), found(8, {8}, {9})
    ruled = [found(1, {1, 2}, {3, 4}, "quoting"), found(8, {8}, {9, 10}, "clause", within=1)]
    first, second = joined([outer, inner], ruled)
    assert first == outer
    assert (second.content, second.within) == (inner.content, 2)


def test_the_rules_name_whom_the_tagger_leaves_out() -> None:
    nameless = Found(2, TAGGED, frozenset(), frozenset({2}), frozenset({3, 4}))
    (completed,) = joined([nameless], [found(2, {2}, {3}, "clause")])
    assert completed.source == frozenset({1})
    assert completed.content == nameless.content


def test_a_claim_inside_a_denial_keeps_its_own_source() -> None:
    denial, claim = claims("Madrid denied claims by diplomats from Paris that its ships had shelled the port.")
    assert words(claim.source) == ["diplomats from Paris"]
    assert claim.parent == denial.id


def test_who_goes_on_speaking_behind_an_aside_is_not_who_is_named_in_it() -> None:
    *_, last = claims(
        "The ministry denied that it was an attack, as Kyiv says it is, and accused Kyiv of inventing a threat."
    )
    assert words(last.source) == ["The ministry"]


def test_how_somebody_speaks_is_no_claim() -> None:
    (claim,) = claims("“The mast will fall,” said a rigger who asked not to be named.")
    assert words(claim.cue) == ["said"]


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"encoder\.onnx.*make train-attribution"):
        network.load(tmp_path)


def test_the_networks_scores_do_not_depend_on_what_was_read_before() -> None:
    tagger = network.tagger()
    rng = np.random.default_rng(0)
    size = 60
    numbers = np.arange(size)
    given_window = (rng.integers(1000, 20000, size), numbers, numbers, np.ones((9, size), np.int64), numbers)
    first = tagger.network.read(*given_window)
    tagger.network.read(rng.integers(1000, 20000, 190), *given_window[1:])
    again = tagger.network.read(*given_window)
    assert all((a == b).all() for a, b in zip(first, again, strict=True))


_PIECES = (
    "He said", " that", " “it rained", "”", "\n\n", ".", ",", " the mayor", " denied", " claims", " by", " Rome", " ",
    ":", "“", '"', "‘", " according to", " adding that", "\N{RIGHT-TO-LEFT OVERRIDE}", " accused", " of", "\t", "漢字",
    "e\N{COMBINING ACUTE ACCENT}", "🚢",
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=25))
def test_spans_quote_the_text_and_nothing_stands_inside_itself(parts: list[str]) -> None:
    text = "x" + "".join(parts)
    read = claims(text)
    above = {claim.id: claim.parent for claim in read}
    for claim in read:
        assert claim.cue
        assert claim.content
        assert all(text[span.start : span.end] == span.quote for span in (*claim.source, *claim.cue, *claim.content))
        seen = {claim.id}
        while (parent := above[claim.id]) is not None and parent not in seen:
            seen.add(parent)
            claim = next(other for other in read if other.id == parent)
        assert above[claim.id] is None


def test_the_subject_of_what_somebody_says_is_no_part_of_his_name() -> None:
    text = "Rome denied a build-up in the north, where according to the Interior Ministry in Paris 3,000 men have met."
    said = claims(text)[-1]
    assert words(said.source) == ["the Interior Ministry in Paris"]
    assert words(said.content)[-1] == "3,000 men have met"
