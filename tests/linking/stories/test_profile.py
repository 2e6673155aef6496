from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.stories import Profile, profile, profile_of
from allegedly.linking.stories.profile import FAR_KEYS, KEPT, MIDDLE_KEYS, NEAR, NEAR_KEYS
from allegedly.linking.stories.terms import KINDS, REACH
from allegedly.records import Block, Document, Reading, Span
from allegedly.sources.document import make_document
from tests.linking.stories.texts import REPORTS, profiles


@given(st.text(), st.text(), st.sampled_from([None, "2021-03-03", "0001-01-01", "soon"]))
def test_bytes_round_trip(title: str, text: str, published: str | None) -> None:
    made = profile_of(title, text, published)
    assert Profile.from_bytes(made.to_bytes()) == made


def test_bytes_round_trip_of_reports() -> None:
    for made in profiles().values():
        assert Profile.from_bytes(made.to_bytes()) == made
        assert Profile.from_bytes(made.to_bytes()).keys == made.keys


def test_no_text_no_terms_no_keys() -> None:
    made = profile(Reading(Document("d", "")))
    assert made.day is None
    assert made.keys == ()
    assert not any(made.terms)


def test_a_giant_text_has_a_small_profile() -> None:
    made = profile_of(None, "Alpha bravo 12 Charlie Delta, 13, said. " * 30_000, "2021-03-03")
    assert all(len(weights) <= KEPT[kind] for kind, weights in zip(KINDS, made.terms, strict=True))
    assert len(made.keys) <= 2 * NEAR_KEYS + 2 * MIDDLE_KEYS + FAR_KEYS
    assert made == profile_of(None, ("Alpha bravo 12 Charlie Delta, 13, said. " * 30_000)[:REACH], "2021-03-03")


def test_keys_are_signed_64_bit_integers_each_once() -> None:
    for made in profiles().values():
        assert all(-(2**63) <= key < 2**63 for key in made.keys)
        assert len(set(made.keys)) == len(made.keys)


def test_reports_of_neighbouring_weeks_share_keys_and_rare_names_join_at_any_distance() -> None:
    title, text, _ = REPORTS["ferry-1"]
    near, later, far = (profile_of(title, text, day) for day in ("2021-03-03", "2021-03-11", "2022-03-03"))
    shared_near, shared_far = set(near.keys) & set(later.keys), set(near.keys) & set(far.keys)
    assert len(shared_near) > len(shared_far) > 0
    assert later.day is not None
    assert near.day is not None
    assert later.day - near.day == NEAR


def test_furniture_is_left_out() -> None:
    text = "The ferry Dunmore ran aground.\nRead more: Tolliver paper mill burns in Harrowgate"
    cut = text.index("\n")
    blocks = (
        Block(Span.of(text, 0, cut), "body"),
        Block(Span.of(text, cut + 1, len(text)), "read_more"),
    )
    document = make_document(text, published="2021-03-03")
    assert profile(Reading(document, blocks=blocks)) == profile_of(None, text[:cut], "2021-03-03")
    assert profile(Reading(document)) == profile_of(None, text, "2021-03-03")
