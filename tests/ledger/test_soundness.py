from dataclasses import replace

from hypothesis import given, settings

from allegedly.ledger.soundness import TOLD, Spanned, holds, sound, spans
from allegedly.records import Mention, Reading, Span
from tests.readings import TEXT, reading, readings


def test_a_sound_reading_stays_as_it_is() -> None:
    assert sound(reading()) == reading()


@settings(max_examples=60, deadline=None)
@given(drawn=readings(), other=readings())
def test_what_is_left_of_any_reading_is_sound(drawn: Reading, other: Reading) -> None:
    """The records of one document and the actors of another under the text of a third."""
    mixed = replace(drawn, document=other.document, actors=other.actors, moments=other.moments, figures=other.figures)
    left = sound(mixed)
    records: tuple[Spanned, ...] = (
        *left.blocks, *left.moments, *left.places, *left.mentions, *left.claims, *left.figures, *left.events,
    )  # fmt: skip
    assert all(holds(span, left.text) for record in records for span in spans(record))
    actors, claims = {actor.id for actor in left.actors}, {claim.id for claim in left.claims}
    assert {claim.actor for claim in left.claims} | {figure.whose for figure in left.figures} <= {None, *actors}
    assert {event.claim for event in left.events} | {claim.parent for claim in left.claims} <= {None, *claims}
    assert (left.problems == mixed.problems) == (replace(left, problems=()) == replace(mixed, problems=()))
    assert sound(left) == left


def test_a_layer_gone_wild_does_not_fill_the_ledger() -> None:
    wild = tuple(Mention(Span(n, n + 1, "??"), "name", None) for n in range(100))
    left = sound(Reading(reading().document, mentions=wild))
    assert not left.mentions
    assert len(left.problems) == TOLD + 1
    assert left.problems[-1].message == "and 80 more of the kind"
    assert len(TEXT) > 100
